"""The rules that propose moments, by family: what was answered, where both looked, how voices went together."""

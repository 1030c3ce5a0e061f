"""What each figure is, in one sentence, with a version that changes whenever the number could."""

from vignette.evidence.agreement.figure import Definition

_BLOCKS = (
    "The interval comes from leaving out one block of 20 s or more after the other, "
    "since steps that follow each other are not independent."
)

KAPPA = Definition(
    "kappa-by-time",
    1,
    "Cohen's kappa, by time",
    "Agreement beyond chance (Cohen 1960) over all steps of the stretches that both looked at, of one person: a state "
    f"holds from its start up to, but not including, its end, and a point marks the step it lies in. {_BLOCKS}",
)
RAW = Definition(
    "raw-by-time", 1, "Raw agreement, by time", f"The part of all steps at which both say the same. {_BLOCKS}"
)
PABAK = Definition(
    "pabak-by-time",
    1,
    "PABAK, by time",
    "What kappa would be if every label were equally common (Byrt, Bishop and Carlin 1993): "
    f"(k p - 1) / (k - 1) with raw agreement p and k labels. {_BLOCKS}",
)
AC1 = Definition(
    "ac1-by-time",
    1,
    "Gwet's AC1, by time",
    f"Agreement beyond chance where chance is small for rare codes (Gwet 2008), over the same steps. {_BLOCKS}",
)
ALPHA = Definition(
    "alpha-by-time",
    1,
    "Krippendorff's alpha, by time",
    "Agreement beyond chance between all coders (Krippendorff 2004, nominal), over all steps that at least two of them "
    f"looked at. {_BLOCKS}",
)
PRECISION = Definition(
    "precision-by-events",
    1,
    "Precision, by events",
    "The part of the other's events that the first coded as well; events are matched one to one, as many as can be "
    "and then as near as can be. The interval is Wilson's.",
)
RECALL = Definition(
    "recall-by-events",
    1,
    "Recall, by events",
    "The part of the first's events that the other coded as well; matched as for precision. The interval is Wilson's.",
)
F1 = Definition(
    "f1-by-events",
    1,
    "F1, by events",
    "Twice the matched events over all events of both; the interval is Wilson's for matched over all different events.",
)
START_APART = Definition(
    "start-apart",
    1,
    "Starts apart, mean",
    "The mean distance of the starts of matched events, whoever is earlier; the interval is Student's.",
    "s",
)
START_LATER = Definition(
    "start-later",
    1,
    "Other starts later, median",
    "The median of the other's start less the first's, of matched events; the interval is that of the sign test.",
    "s",
)
END_APART = Definition(
    "end-apart",
    1,
    "Ends apart, mean",
    "The mean distance of the ends of matched states, whoever is earlier; the interval is Student's.",
    "s",
)
END_LATER = Definition(
    "end-later",
    1,
    "Other ends later, median",
    "The median of the other's end less the first's, of matched states; the interval is that of the sign test.",
    "s",
)
_DETAIL = (
    "over all events that both coded, matched as for F1; all that was chosen of a modifier at once is one value, and "
    "so is nothing chosen."
)
_EACH_EVENT = "The interval comes from leaving out one event after the other."
SAME_DETAIL = Definition(
    "same-detail", 1, "Same detail", f"The part in which both chose the same, {_DETAIL} The interval is Wilson's."
)
DETAIL_KAPPA = Definition(
    "detail-kappa",
    1,
    "Cohen's kappa of the detail",
    f"Agreement beyond chance (Cohen 1960) on what was chosen, {_DETAIL} {_EACH_EVENT}",
)
DETAIL_AC1 = Definition(
    "detail-ac1",
    1,
    "Gwet's AC1 of the detail",
    f"Agreement beyond chance where chance is small for rare values (Gwet 2008), {_DETAIL} Values are those that the "
    f"codebook has, nothing, and those that were chosen together. {_EACH_EVENT}",
)
_LINE = (
    "over all lines of one person that both coded, each of them of the mind or not (Meins and Fernyhough 2015, the "
    "first step); a line counts once, however long it is. Whether one about the body alone is of the mind is declared."
)
_EACH_LINE = "The interval comes from leaving out one line after the other."
SAME_LINE = Definition(
    "same-line", 1, "Same, line by line", f"The part of which both say the same, {_LINE} The interval is Wilson's."
)
LINE_KAPPA = Definition(
    "line-kappa",
    1,
    "Cohen's kappa, line by line",
    f"Agreement beyond chance (Cohen 1960), {_LINE} {_EACH_LINE}",
)
LINE_AC1 = Definition(
    "line-ac1",
    1,
    "Gwet's AC1, line by line",
    f"Agreement beyond chance where few lines, or most, are of the mind (Gwet 2008), {_LINE} {_EACH_LINE}",
)
ICC_AGREEMENT = Definition(
    "icc-2-1",
    1,
    "ICC(2,1), absolute agreement",
    "How alike single ratings are when raters stand for others like them (Shrout and Fleiss 1979, two-way random); "
    "what not all have rated is left out. The interval is the F-based one.",
)
ICC_CONSISTENCY = Definition(
    "icc-3-1",
    1,
    "ICC(3,1), consistency",
    "How alike single ratings of these very raters are, apart from one rating higher than the other throughout "
    "(Shrout and Fleiss 1979, two-way mixed); what not all have rated is left out. The interval is the F-based one.",
)
SAME_RATING = Definition(
    "same-rating",
    1,
    "Same rating",
    "The part of what all have rated in which all gave the same value. The interval is Wilson's.",
)
TREND = Definition(
    "trend-per-30-days",
    1,
    "Change in 30 days",
    "The median slope between all pairs of codings in order of time (Theil 1950, Sen 1968), for 30 days; codings "
    "whose figure is not defined are left out. The interval is Sen's.",
)

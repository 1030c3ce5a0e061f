"""Where things are kept: rows, sealed blobs, jobs and the audit; loading and saving each noun."""

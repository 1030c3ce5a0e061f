# What Praat itself finds in a TextGrid, and the forms that it saves it in: praat --run in_praat.praat FROM TOLD SAVED
form Paths
  sentence From
  sentence Told
  sentence Saved
endform

procedure inOneLine: .text$
  .text$ = replace$ (.text$, "\", "\\", 0)
  .text$ = replace$ (.text$, newline$, "\n", 0)
  .text$ = replace$ (.text$, tab$, "\t", 0)
endproc

Text writing preferences: "UTF-8"
Read from file: from$
writeFile: told$, ""
tiers = Get number of tiers
for tier to tiers
  name$ = Get tier name: tier
  @inOneLine: name$
  name$ = inOneLine.text$
  isOfIntervals = Is interval tier: tier
  if isOfIntervals
    intervals = Get number of intervals: tier
    for each to intervals
      start = Get start time of interval: tier, each
      end = Get end time of interval: tier, each
      label$ = Get label of interval: tier, each
      @inOneLine: label$
      appendFileLine: told$, name$, tab$, fixed$ (start, 6), tab$, fixed$ (end, 6), tab$, inOneLine.text$
    endfor
  else
    points = Get number of points: tier
    for each to points
      at = Get time of point: tier, each
      label$ = Get label of point: tier, each
      @inOneLine: label$
      appendFileLine: told$, name$, tab$, fixed$ (at, 6), tab$, fixed$ (at, 6), tab$, inOneLine.text$
    endfor
  endif
endfor
Save as text file: saved$ + ".utf8.TextGrid"
Save as short text file: saved$ + ".short.TextGrid"
Save as binary file: saved$ + ".binary.TextGrid"
Text writing preferences: "UTF-16"
Save as text file: saved$ + ".utf16.TextGrid"
Save as short text file: saved$ + ".utf16-short.TextGrid"

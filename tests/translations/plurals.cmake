# SPDX-License-Identifier: GPL-3.0-or-later
# plurals.cmake -DLUPDATE=… -DSOURCE=… -DSCRATCH=…: fails where a counted string of the sources has no English plural forms.
# To add them: lupdate -pluralonly -locations none src app -ts translations/concord_en.ts, then fill in what is unfinished.
set(copy "${SCRATCH}/concord_en.ts")
file(COPY_FILE "${SOURCE}/translations/concord_en.ts" "${copy}")
execute_process(COMMAND "${LUPDATE}" -silent -no-obsolete -pluralonly -locations none src app -ts "${copy}"
  WORKING_DIRECTORY "${SOURCE}" RESULT_VARIABLE failed ERROR_VARIABLE said OUTPUT_VARIABLE said)
if(failed)
  message(FATAL_ERROR "lupdate failed:\n${said}")
endif()
file(READ "${copy}" text)
string(REGEX MATCHALL "<source>[^<]*</source>\n *<translation type=\"unfinished\">" unfinished "${text}")
list(TRANSFORM unfinished REPLACE "<source>([^<]*)</source>.*" "  \\1")
list(JOIN unfinished "\n" unfinished)
if(unfinished)
  message(FATAL_ERROR "without plural forms in translations/concord_en.ts:\n${unfinished}")
endif()

# SPDX-License-Identifier: GPL-3.0-or-later
# Brings resources/i18n/*.ts up to date with every text of the screen. What is new stands there as unfinished.
#   cmake -DLUPDATE= -DTEXTS=<table_texts> -DROOT=<checkout> -DSCRATCH= [-DOUT=<folder, instead of resources/i18n>] -P ...
if(NOT OUT)
  set(OUT ${ROOT}/resources/i18n)
endif()
execute_process(COMMAND ${TEXTS} OUTPUT_FILE ${SCRATCH}/table_texts.cpp COMMAND_ERROR_IS_FATAL ANY)
set(options -silent -no-obsolete -locations none -no-ui-lines -source-language en -I${ROOT}
  -tr-function-alias translate+=sentence)
set(sources ${ROOT}/core ${ROOT}/ui ${ROOT}/widgets ${ROOT}/plots ${SCRATCH}/table_texts.cpp)
execute_process(COMMAND ${LUPDATE} ${options} ${sources} -target-language fr -ts ${OUT}/inferometer_fr.ts
  COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${LUPDATE} ${options} -pluralonly ${sources} -target-language en -ts ${OUT}/inferometer_en.ts
  COMMAND_ERROR_IS_FATAL ANY)

# SPDX-License-Identifier: GPL-3.0-or-later
# cmake -DTEXT=file -DSYMBOL=name -DOUTPUT=file.cpp -P embed_text.cmake: the file's text as a constant of the program.
file(READ "${TEXT}" text)
file(WRITE "${OUTPUT}" "#include <string_view>
namespace inferometer {
extern const std::string_view ${SYMBOL};
const std::string_view ${SYMBOL} {R\"embedded(${text})embedded\"};
}  // namespace inferometer
")

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/libraries.h"

#include <QtGlobal>

#include <array>

namespace inferometer::ui {

namespace {

// The versions come from CMake's find_package: none of these headers belong into this layer.
constexpr std::array kLibraries{
    Library{"Qt", [] { return QString::fromLatin1(qVersion()); }, "LGPL-3.0-only", "https://www.qt.io"},
    Library{"QCustomPlot", [] { return QStringLiteral(INFEROMETER_QCUSTOMPLOT); }, "GPL-3.0-or-later",
            "https://www.qcustomplot.com"},
    Library{"OpenSSL", [] { return QStringLiteral(INFEROMETER_OPENSSL); }, "Apache-2.0", "https://www.openssl.org"},
    Library{"Boost", [] { return QStringLiteral(INFEROMETER_BOOST); }, "BSL-1.0", "https://www.boost.org"},
    Library{"simdjson", [] { return QStringLiteral(INFEROMETER_SIMDJSON); }, "Apache-2.0", "https://simdjson.org"},
    Library{"JSON for Modern C++", [] { return QStringLiteral(INFEROMETER_NLOHMANN_JSON); }, "MIT",
            "https://json.nlohmann.me"},
    Library{"yaml-cpp", [] { return QStringLiteral(INFEROMETER_YAML_CPP); }, "MIT",
            "https://github.com/jbeder/yaml-cpp"},
    Library{"libcurl", [] { return QStringLiteral(INFEROMETER_CURL); }, "curl", "https://curl.se"},
    Library{"PCRE2", [] { return QStringLiteral(INFEROMETER_PCRE2); }, "BSD-3-Clause", "https://www.pcre.org"},
    Library{"utf8proc", [] { return QStringLiteral(INFEROMETER_UTF8PROC); }, "MIT",
            "https://juliastrings.github.io/utf8proc/"},
    Library{"SentencePiece", [] { return QStringLiteral(INFEROMETER_SENTENCEPIECE); }, "Apache-2.0",
            "https://github.com/google/sentencepiece"},
    Library{"QtKeychain", [] { return QStringLiteral(INFEROMETER_QTKEYCHAIN); }, "BSD-3-Clause",
            "https://github.com/frankosterfeld/qtkeychain"},
    Library{"libzip", [] { return QStringLiteral(INFEROMETER_LIBZIP); }, "BSD-3-Clause", "https://libzip.org"},
    Library{"CLI11", [] { return QStringLiteral(INFEROMETER_CLI11); }, "BSD-3-Clause",
            "https://github.com/CLIUtils/CLI11"},
};

}  // namespace

std::span<const Library> libraries() { return kLibraries; }

}  // namespace inferometer::ui

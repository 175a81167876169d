// SPDX-License-Identifier: GPL-3.0-or-later
// Whom this machine trusts. The TLS libraries know one place, that of the system they were built for; brought along to
// another one, they are told where that has its certificates.
#pragma once

#include <string>

namespace inferometer {

// The PEM file of the certificates that the system trusts; empty: it has none where systems have them.
std::string systemCaFile();

}  // namespace inferometer

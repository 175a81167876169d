// SPDX-License-Identifier: GPL-3.0-or-later
// What most files of core include of the standard library, compiled once. Every file includes what it needs all the
// same: the linter compiles without this.
#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

// SPDX-License-Identifier: GPL-3.0-or-later
// Where the load of a deployment is sent from, as the screen says it.
#pragma once

#include "core/provision/load_place.h"

#include <QString>

#include <string>

namespace inferometer::ui {

struct ClientPlace
{
    LoadPlace wanted = LoadPlace::Here;  // where nobody says "from here"
    LoadPlace now = LoadPlace::Here;
    std::string way{};  // to the machine
    QString hereWhy{};  // why from here, although nobody says so; empty: it may be chosen
};

QString placeLabel(LoadPlace place);
// What its figures hold of the way.
QString placeAdvice(const ClientPlace& place);

}  // namespace inferometer::ui

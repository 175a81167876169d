// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/provision/client_place.h"

#include "ui/base/text.h"

#include <QCoreApplication>

#include <array>

namespace inferometer::ui {

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(provision)
};

struct Row
{
    const char* label;
    const char* advice;
};

// In the order of LoadPlace.
constexpr std::array kRows{
    Row{QT_TRANSLATE_NOOP("provision", "Here"), ""},
    Row{QT_TRANSLATE_NOOP("provision", "Here, over the network"),
        QT_TRANSLATE_NOOP("provision", "As its file says: what the network takes is in the figures.")},
    Row{QT_TRANSLATE_NOOP("provision", "Here, through a tunnel"),
        QT_TRANSLATE_NOOP("provision", "Through %1, whose own delay is in the figures.")},
    Row{QT_TRANSLATE_NOOP("provision", "Beside the server"),
        QT_TRANSLATE_NOOP("provision", "A copy of this program goes there: no network is in the figures.")},
    Row{QT_TRANSLATE_NOOP("provision", "On a second machine"),
        QT_TRANSLATE_NOOP("provision",
                          "A copy of this program goes there, as its file says: what the network takes is in the "
                          "figures.")},
};

const Row& rowOf(LoadPlace place) { return kRows.at(static_cast<std::size_t>(place)); }

}  // namespace

QString placeLabel(LoadPlace place) { return Words::tr(rowOf(place).label); }

QString placeAdvice(const ClientPlace& place)
{
    if (!place.hereWhy.isEmpty() || place.now == LoadPlace::Here)
        return place.hereWhy;
    const QString advice = Words::tr(rowOf(place.now).advice);
    return place.now == LoadPlace::Tunnel ? advice.arg(toQt(place.way)) : advice;
}

}  // namespace inferometer::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/pages.h"

#include "ui/endpoints/endpoints_page.h"
#include "ui/form/evaluation_page.h"
#include "ui/frame/about_page.h"
#include "ui/settings/settings_page.h"

#include <QCoreApplication>

#include <array>

namespace inferometer::ui {

namespace {
constexpr std::array kPages{
    PageEntry{"synthetic", QT_TRANSLATE_NOOP("pages", "Synthetic"), QT_TRANSLATE_NOOP("pages", "Measure"), "synthetic",
              [](Context& context, QWidget* parent) -> Page* {
                  return new EvaluationPage{context, parent};
              }},
    PageEntry{"endpoints", QT_TRANSLATE_NOOP("pages", "Endpoints"), QT_TRANSLATE_NOOP("pages", "Machines"), "endpoints",
              [](Context& context, QWidget* parent) -> Page* {
                  return new EndpointsPage{context, parent};
              }},
    PageEntry{"settings", QT_TRANSLATE_NOOP("pages", "Settings"), nullptr, "settings",
              [](Context& context, QWidget* parent) -> Page* {
                  return new SettingsPage{context, parent};
              }},
    PageEntry{"about", QT_TRANSLATE_NOOP("pages", "About"), nullptr, "about",
              [](Context& /*context*/, QWidget* parent) -> Page* { return new AboutPage{parent}; }},
};
}

std::span<const PageEntry> pages() { return kPages; }

QString pageLabel(const PageEntry& entry) { return QCoreApplication::translate("pages", entry.label); }

QString pageGroup(const PageEntry& entry)
{
    return entry.group ? QCoreApplication::translate("pages", entry.group) : QString{};
}

}  // namespace inferometer::ui

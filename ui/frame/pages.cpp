// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/pages.h"

#include "ui/chat/chat_page.h"
#include "ui/endpoints/endpoints_page.h"
#include "ui/form/dataset_panel.h"
#include "ui/form/evaluation_page.h"
#include "ui/frame/about_page.h"
#include "ui/prompts/prompts_page.h"
#include "ui/provision/provisioning_page.h"
#include "ui/runs/runs_page.h"
#include "ui/settings/settings_page.h"

#include <QCoreApplication>

#include <array>

namespace inferometer::ui {

namespace {

constexpr EvaluationFace kSynthetic{
    Evaluation::Synthetic, QT_TRANSLATE_NOOP("pages", "Synthetic evaluation"),
    QT_TRANSLATE_NOOP("pages", "Prompts of an exact length, a fixed number of streams.")};

constexpr EvaluationFace kRealWorkload{
    Evaluation::RealWorkload, QT_TRANSLATE_NOOP("pages", "Real workload evaluation"),
    QT_TRANSLATE_NOOP("pages", "Requests by a schedule, whether others have ended or not.")};

constexpr EvaluationFace kCustom{
    Evaluation::Custom, QT_TRANSLATE_NOOP("pages", "Custom dataset"),
    QT_TRANSLATE_NOOP("pages", "The prompts of a file of yours, a fixed number of streams."),
    [](FieldForm& form, Context& context, QWidget* parent) -> SourcePanel* {
        return new DatasetPanel{form, context.dialogs, parent};
    }};

constexpr std::array kPages{
    PageEntry{"synthetic", QT_TRANSLATE_NOOP("pages", "Synthetic"), QT_TRANSLATE_NOOP("pages", "Measure"), "synthetic",
              PagePlace::Column,
              [](Context& context, QWidget* parent) -> Page* {
                  return new EvaluationPage{kSynthetic, context, parent};
              }},
    PageEntry{"real-workload", QT_TRANSLATE_NOOP("pages", "Real workload"), QT_TRANSLATE_NOOP("pages", "Measure"),
              "real-workload", PagePlace::Column,
              [](Context& context, QWidget* parent) -> Page* {
                  return new EvaluationPage{kRealWorkload, context, parent};
              }},
    PageEntry{"custom", QT_TRANSLATE_NOOP("pages", "Custom dataset"), QT_TRANSLATE_NOOP("pages", "Measure"), "dataset",
              PagePlace::Column,
              [](Context& context, QWidget* parent) -> Page* {
                  return new EvaluationPage{kCustom, context, parent};
              }},
    PageEntry{"prompts", QT_TRANSLATE_NOOP("pages", "Prompts"), QT_TRANSLATE_NOOP("pages", "Measure"), "prompts",
              PagePlace::Whole,
              [](Context& context, QWidget* parent) -> Page* {
                  return new PromptsPage{context, parent};
              }},
    PageEntry{"chat", QT_TRANSLATE_NOOP("pages", "Chat"), QT_TRANSLATE_NOOP("pages", "Try"), "chat", PagePlace::Whole,
              [](Context& context, QWidget* parent) -> Page* {
                  return new ChatPage{context, parent};
              }},
    PageEntry{"runs", QT_TRANSLATE_NOOP("pages", "Runs"), QT_TRANSLATE_NOOP("pages", "Results"), "runs",
              PagePlace::Column,
              [](Context& context, QWidget* parent) -> Page* {
                  return new RunsPage{context, parent};
              }},
    PageEntry{"endpoints", QT_TRANSLATE_NOOP("pages", "Endpoints"), QT_TRANSLATE_NOOP("pages", "Targets"), "endpoints",
              PagePlace::Whole,
              [](Context& context, QWidget* parent) -> Page* {
                  return new EndpointsPage{context, parent};
              }},
    PageEntry{"provisioning", QT_TRANSLATE_NOOP("pages", "Provisioning"), QT_TRANSLATE_NOOP("pages", "Targets"),
              "provisioning", PagePlace::Whole,
              [](Context& context, QWidget* parent) -> Page* {
                  return new ProvisioningPage{context, parent};
              }},
    PageEntry{"settings", QT_TRANSLATE_NOOP("pages", "Settings"), nullptr, "settings", PagePlace::Whole,
              [](Context& context, QWidget* parent) -> Page* {
                  return new SettingsPage{context, parent};
              }},
    PageEntry{"about", QT_TRANSLATE_NOOP("pages", "About"), nullptr, "about", PagePlace::Whole,
              [](Context& /*context*/, QWidget* parent) -> Page* { return new AboutPage{parent}; }},
};

}  // namespace

std::span<const PageEntry> pages() { return kPages; }

QString pageLabel(const PageEntry& entry) { return QCoreApplication::translate("pages", entry.label); }

QString pageGroup(const PageEntry& entry)
{
    return entry.group ? QCoreApplication::translate("pages", entry.group) : QString{};
}

}  // namespace inferometer::ui

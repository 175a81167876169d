// SPDX-License-Identifier: GPL-3.0-or-later
// What was run and whether its figures can be trusted: verdict with its reasons, the figures behind it, window,
// policies, settings, and the whole as YAML. While hidden it only keeps the run.
#pragma once

#include "ui/run/shown_run.h"

#include <QScrollArea>

#include <vector>

class QLabel;

namespace inferometer::widgets {
class Card;
class CopyBox;
class FactList;
}  // namespace inferometer::widgets

namespace inferometer::ui {

class DefinitionView : public QScrollArea
{
    Q_OBJECT

public:
    explicit DefinitionView(QWidget* parent = nullptr);

    void display(const ShownRun& run);

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* makeVerdictCard();
    void refresh();
    void showVerdict();

    ShownRun m_run;
    QLabel* m_verdict = nullptr;
    QLabel* m_meaning = nullptr;
    QLabel* m_reasons = nullptr;
    QLabel* m_caps = nullptr;
    struct Group
    {
        widgets::Card* card;
        widgets::FactList* facts;
    };
    std::vector<Group> m_groups;  // as factGroups()
    widgets::CopyBox* m_yaml = nullptr;
};

}  // namespace inferometer::ui

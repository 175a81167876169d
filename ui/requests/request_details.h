// SPDX-License-Identifier: GPL-3.0-or-later
// One request: its phases and its chunks across time, what is known of it, its error, and its prompt, answer, headers
// and raw events where they were kept.
#pragma once

#include "ui/requests/request_phases.h"
#include "ui/requests/request_row.h"

#include <QScrollArea>

class QLabel;
class QPushButton;

namespace inferometer {
struct RunHeader;
}

namespace inferometer::plots {
class GapPlot;
}

namespace inferometer::widgets {
class CopyBox;
class FactList;
class SpanChart;
}  // namespace inferometer::widgets

namespace inferometer::ui {

class RequestDetails : public QScrollArea
{
    Q_OBJECT

public:
    explicit RequestDetails(QWidget* parent = nullptr);

    // Both are read at once and not kept. Null: neither its prompt nor the id that was sent is known.
    void showRequest(const RequestRow& row, const RunHeader* header);
    plots::GapPlot& gaps() { return *m_gaps; }
    // Nothing to show, and why.
    void showWords(const QString& text);

signals:
    void chartWanted();

protected:
    void changeEvent(QEvent* event) override;

private:
    void nameParts();
    void layOut();
    void showPhases();

    std::vector<RequestPhase> m_shown;
    std::vector<RequestPhase> m_ttftParts;
    QLabel* m_title;
    QPushButton* m_chart;
    QWidget* m_parts;  // everything below the title
    widgets::SpanChart* m_phases;
    QLabel* m_ttftTitle;
    widgets::SpanChart* m_ttft;  // where the time to the first token went
    QLabel* m_gapsTitle;
    plots::GapPlot* m_gaps;
    widgets::FactList* m_facts;
    widgets::CopyBox* m_error;
    widgets::CopyBox* m_prompt;
    widgets::CopyBox* m_answer;
    widgets::CopyBox* m_headers;
    widgets::CopyBox* m_raw;
    QLabel* m_notKept;  // why there is no prompt, answer or header
};

}  // namespace inferometer::ui

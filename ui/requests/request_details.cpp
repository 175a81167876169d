// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/requests/request_details.h"

#include "core/metrics/request_texts.h"
#include "core/metrics/summary.h"
#include "core/metrics/token_counts.h"
#include "core/store/run_header.h"
#include "plots/gap_plot.h"
#include "plots/plot_style.h"
#include "ui/base/icons.h"
#include "ui/base/text.h"
#include "ui/errors/error_catalog.h"
#include "ui/requests/request_columns.h"
#include "widgets/copy_box.h"
#include "widgets/fact_list.h"
#include "widgets/metrics.h"
#include "widgets/open_scroll.h"
#include "widgets/span_chart.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <utility>

namespace inferometer::ui {

namespace {

class DetailWords
{
    Q_DECLARE_TR_FUNCTIONS(details)
};

QString tokenText(std::int64_t count) { return count < 0 ? QString{} : countText(static_cast<std::uint64_t>(count)); }

QString requested(const RequestRow& row) { return tokenText(row.record->tokensRequested); }
QString input(const RequestRow& row) { return tokenText(inputTokensOf(*row.record).value_or(-1)); }
QString local(const RequestRow& row) { return tokenText(row.record->promptTokens); }
QString output(const RequestRow& row) { return tokenText(outputTokensOf(*row.record).value_or(-1)); }
QString countedBy(const RequestRow& row)
{
    return outputTokensOf(*row.record) ? sentenceText(tokenSourceWords(row.record->tokenSource)) : QString{};
}
QString streamed(const RequestRow& row) { return tokenText(row.record->streamedTokens); }
QString cached(const RequestRow& row) { return tokenText(row.record->serverCachedTokens); }
QString reasoning(const RequestRow& row) { return tokenText(row.record->serverReasoningTokens); }
QString chunks(const RequestRow& row) { return countText(row.record->chunkCount); }
QString firstToken(const RequestRow& row) { return stampText(row.record->firstToken); }
QString lastToken(const RequestRow& row) { return stampText(row.record->lastToken); }
QString stream(const RequestRow& row) { return countText(row.record->stream + 1ULL); }
QString thread(const RequestRow& row) { return countText(row.record->worker + 1ULL); }
QString retries(const RequestRow& row) { return row.record->attempt > 0 ? countText(row.record->attempt) : QString{}; }
QString stale(const RequestRow& row)
{
    return row.record->staleRetry ? DetailWords::tr("the old one was closed") : QString{};
}
QString retryAfter(const RequestRow& row)
{
    return row.record->retryAfterMs >= 0 ? durationQuantity(row.record->retryAfterMs / 1000.0).text() : QString{};
}

struct FactRow
{
    const char* label;
    const char* help;
    QString (*of)(const RequestRow& row);  // empty: not shown
};

constexpr std::array kFacts{
    FactRow{QT_TRANSLATE_NOOP("details", "First-token stamp"),
            QT_TRANSLATE_NOOP("details", "How well its arrival is known."), firstToken},
    FactRow{QT_TRANSLATE_NOOP("details", "Last-token stamp"),
            QT_TRANSLATE_NOOP("details", "How well its arrival is known."), lastToken},
    FactRow{QT_TRANSLATE_NOOP("details", "Input tokens"),
            QT_TRANSLATE_NOOP("details", "As reported by the server, else as counted here."), input},
    FactRow{QT_TRANSLATE_NOOP("details", "Counted here"),
            QT_TRANSLATE_NOOP("details", "Input tokens, by a tokenizer or an estimate."), local},
    FactRow{QT_TRANSLATE_NOOP("details", "Cached"),
            QT_TRANSLATE_NOOP("details", "Input tokens the server took from its cache."), cached},
    FactRow{QT_TRANSLATE_NOOP("details", "Output asked for"), QT_TRANSLATE_NOOP("details", "Tokens."), requested},
    FactRow{QT_TRANSLATE_NOOP("details", "Output tokens"),
            QT_TRANSLATE_NOOP("details", "As reported by the server, else as counted in the stream."), output},
    FactRow{QT_TRANSLATE_NOOP("details", "Output counted"),
            QT_TRANSLATE_NOOP("details", "Who counted the tokens of the answer."), countedBy},
    FactRow{QT_TRANSLATE_NOOP("details", "Streamed"),
            QT_TRANSLATE_NOOP("details", "Tokens that arrived as chunks; hidden reasoning is not in it."), streamed},
    FactRow{QT_TRANSLATE_NOOP("details", "Reasoning"), QT_TRANSLATE_NOOP("details", "Tokens, reported by the server."),
            reasoning},
    FactRow{QT_TRANSLATE_NOOP("details", "Chunks"),
            QT_TRANSLATE_NOOP("details", "Events of the stream that carried generated payload."), chunks},
    FactRow{QT_TRANSLATE_NOOP("details", "Stream"),
            QT_TRANSLATE_NOOP("details", "Which of the concurrent streams carried it."), stream},
    FactRow{QT_TRANSLATE_NOOP("details", "Load thread"), QT_TRANSLATE_NOOP("details", "Which thread of ours sent it."),
            thread},
    FactRow{QT_TRANSLATE_NOOP("details", "Retries"), QT_TRANSLATE_NOOP("details", "How often it was sent again."),
            retries},
    FactRow{QT_TRANSLATE_NOOP("details", "Asked to wait"),
            QT_TRANSLATE_NOOP("details", "What the endpoint's Retry-After said."), retryAfter},
    FactRow{
        QT_TRANSLATE_NOOP("details", "Fresh connection"),
        QT_TRANSLATE_NOOP("details", "The kept-alive connection was closed already; it was sent again on a new one."),
        stale},
};

QString titleOf(const RequestRow& row)
{
    const RequestRecord& record = *row.record;
    const QString number = countText(record.sequence);
    if (record.outcome == Outcome::Ok)
        return DetailWords::tr("Request %1 · ok").arg(number);
    return DetailWords::tr("Request %1 · %2").arg(number, errorTitle({record.outcome, record.httpStatus}));
}

QString tipOf(const RequestPhase& phase)
{
    return DetailWords::tr("%1: from %2 s to %3 s since the start of the run (%4).\n%5")
        .arg(phase.label, QString::number(seconds(phase.from), 'f', 6), QString::number(seconds(phase.to), 'f', 6),
             durationQuantity(seconds(phase.to - phase.from)).text(), phase.help);
}

QColor colorOf(PhaseMark mark, const plots::PlotColors& colors)
{
    switch (mark) {
    case PhaseMark::Waiting:
        return colors.marks.client;
    case PhaseMark::Reasoning:
        return colors.accent;
    case PhaseMark::Tokens:
        return colors.marks.server;
    case PhaseMark::Client:
        break;
    }
    return colors.muted;
}

std::vector<widgets::Span> spansOf(const std::vector<RequestPhase>& phases, const plots::PlotColors& colors)
{
    std::vector<widgets::Span> spans;
    for (const RequestPhase& phase : phases) {
        const auto [from, to] = std::minmax(phase.from, phase.to);
        spans.push_back({phase.label, seconds(from), seconds(to),
                         durationQuantity(seconds(phase.to - phase.from)).text(), tipOf(phase),
                         colorOf(phase.mark, colors)});
    }
    return spans;
}

void fill(widgets::CopyBox& box, std::string_view text)
{
    box.setText(0, beginningOf(toQt(text)));
    box.setVisible(!text.empty());
}

}  // namespace

RequestDetails::RequestDetails(QWidget* parent)
    : QScrollArea{parent}
    , m_title{new QLabel}
    , m_chart{new QPushButton{tr("Show in the chart")}}
    , m_parts{new QWidget}
    , m_phases{new widgets::SpanChart{m_parts}}
    , m_ttftTitle{new QLabel{tr("Where the TTFT went"), m_parts}}
    , m_ttft{new widgets::SpanChart{m_parts}}
    , m_gapsTitle{new QLabel{tr("Chunks across time"), m_parts}}
    , m_gaps{new plots::GapPlot{m_parts}}
    , m_facts{new widgets::FactList{m_parts}}
    , m_error{new widgets::CopyBox{{tr("Error")}, 3, m_parts}}
    , m_prompt{new widgets::CopyBox{{tr("Prompt")}, 6, m_parts}}
    , m_answer{new widgets::CopyBox{{tr("Answer")}, 6, m_parts}}
    , m_headers{new widgets::CopyBox{{tr("Response headers")}, 6, m_parts}}
    , m_raw{new widgets::CopyBox{{tr("Raw events")}, 12, m_parts}}
    , m_notKept{new QLabel{tr("Prompt, answer and headers were not kept: tick Save responses to have them. A failed "
                              "request keeps its headers always."),
                           m_parts}}
{
    setObjectName(QStringLiteral("request-details"));
    setAccessibleName(tr("The selected request"));
    nameParts();
    connect(m_chart, &QPushButton::clicked, this, &RequestDetails::chartWanted);
    layOut();
}

void RequestDetails::nameParts()
{
    const std::initializer_list<std::pair<QWidget*, const char*>> names{
        {m_title, "request-title"},     {m_chart, "show-in-chart"},   {m_gaps, "request-gaps"},
        {m_error, "request-error"},     {m_prompt, "request-prompt"}, {m_answer, "request-answer"},
        {m_headers, "request-headers"}, {m_raw, "request-raw"},       {m_notKept, "request-not-kept"}};
    for (const auto& [part, name] : names)
        part->setObjectName(QString::fromLatin1(name));
    m_title->setFont(widgets::scaledFont(font(), 1.0, QFont::DemiBold));
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_chart->setAutoDefault(false);
    m_phases->setAccessibleName(tr("Phases of the request"));
    m_ttft->setAccessibleName(tr("Where the TTFT went"));
    m_ttft->setObjectName(QStringLiteral("request-ttft"));
    for (QLabel* title : {m_ttftTitle, m_gapsTitle})
        title->setForegroundRole(QPalette::PlaceholderText);
    m_gaps->setAccessibleName(tr("Chunks across time"));
    m_gaps->setMinimumHeight(widgets::rhythm(*this, 16));
    m_raw->setToolTip(tr("Each piece of the answer as it arrived, and when, since the request was sent."));
    m_notKept->setWordWrap(true);
    m_notKept->setForegroundRole(QPalette::PlaceholderText);
    for (widgets::CopyBox* box : {m_error, m_prompt, m_answer, m_headers, m_raw})
        box->setCopyIcon(icon("copy"));
}

void RequestDetails::layOut()
{
    const int gap = widgets::rhythm(*this, 1.5);
    auto* inside = new QWidget;
    auto* header = new QHBoxLayout;
    header->addWidget(m_title, 1);
    header->addWidget(m_chart);
    auto* parts = new QVBoxLayout{m_parts};
    parts->setContentsMargins(0, 0, 0, 0);
    parts->setSpacing(gap);
    for (QWidget* part :
         {static_cast<QWidget*>(m_phases), static_cast<QWidget*>(m_ttftTitle), static_cast<QWidget*>(m_ttft),
          static_cast<QWidget*>(m_gapsTitle), static_cast<QWidget*>(m_gaps), static_cast<QWidget*>(m_facts),
          static_cast<QWidget*>(m_error), static_cast<QWidget*>(m_prompt), static_cast<QWidget*>(m_answer),
          static_cast<QWidget*>(m_headers), static_cast<QWidget*>(m_raw), static_cast<QWidget*>(m_notKept)})
        parts->addWidget(part);
    auto* layout = new QVBoxLayout{inside};
    layout->setContentsMargins(gap, gap, gap, gap);
    layout->setSpacing(gap);
    layout->addLayout(header);
    layout->addWidget(m_parts);
    layout->addStretch();
    widgets::setOpenContent(*this, inside);
}

void RequestDetails::showWords(const QString& text)
{
    m_title->setText(text);
    m_chart->hide();
    m_parts->hide();
}

void RequestDetails::showPhases()
{
    const plots::PlotColors colors = plots::plotColors(palette());
    m_phases->setSpans(spansOf(m_shown, colors), phasesSentence(m_shown));
    m_ttft->setSpans(spansOf(m_ttftParts, colors), phasesSentence(m_ttftParts));
    m_ttftTitle->setVisible(!m_ttftParts.empty());
    m_ttft->setVisible(!m_ttftParts.empty());
}

void RequestDetails::changeEvent(QEvent* event)
{
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showPhases();
}

void RequestDetails::showRequest(const RequestRow& row, const RunHeader* header)
{
    m_title->setText(titleOf(row));
    m_shown = phasesOf(*row.record);
    m_ttftParts = ttftPhasesOf(*row.block, *row.record);
    showPhases();
    std::vector<plots::ChunkGap> gaps = plots::chunkGapsOf(*row.block, *row.record);
    m_gapsTitle->setVisible(!gaps.empty());
    m_gaps->setVisible(!gaps.empty());
    m_gaps->setGaps(std::move(gaps));
    std::vector<widgets::Fact> facts;
    for (const FactRow& fact : kFacts) {
        const QString value = fact.of(row);
        if (!value.isEmpty())
            facts.push_back({DetailWords::tr(fact.label), value, DetailWords::tr(fact.help)});
    }
    if (header)
        facts.push_back({tr("x-request-id"), toQt(header->requestId(*row.record)),
                         tr("The id that was sent with the request: look for it in the server's log.")});
    m_facts->setFacts(facts);
    fill(*m_error, row.error());
    fill(*m_prompt, header ? header->promptText(*row.block, *row.record) : std::string{});
    fill(*m_answer, row.response());
    fill(*m_headers, row.headers());
    fill(*m_raw, rawEventsText(*row.block, *row.record));
    m_notKept->setVisible(row.record->outcome == Outcome::Ok && row.headers().empty());
    m_chart->show();
    m_parts->show();
}

}  // namespace inferometer::ui

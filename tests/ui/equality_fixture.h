// SPDX-License-Identifier: GPL-3.0-or-later
// A run in every place that shows it, and what these places say, by name.
#pragma once

#include "app/cli/json_report.h"
#include "app/cli/report.h"
#include "ui/charts/plot_card.h"
#include "ui/run/run_view.h"
#include "ui/run/summary_markdown.h"
#include "widgets/fact_list.h"
#include "widgets/figure_card.h"

#include <QFile>
#include <QRegularExpression>

#include "tests/ui/statistics_equality.h"
#include <nlohmann/json.hpp>

#include <map>
#include <memory>
#include <string>
#include <utility>

namespace inferometer::test {

inline std::string textOf(const std::string& path)
{
    QFile file{QString::fromStdString(path)};
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string{};
}

// The marks that the file says a figure has.
inline RunMarks marksIn(const json& summary, std::string_view id)
{
    RunMarks marks = 0;
    for (std::size_t i = 0; i < runMarks().size(); ++i)
        if (has(summary.at("run_figure_marks").at(std::string{runMarks()[i].id}), id))
            marks |= RunMarks{1} << i;
    return marks;
}

// The rows of a text by what their first column says; `cut` parts a row.
inline std::map<QString, QStringList> rowsOf(const std::string& text, const QString& cut)
{
    const QRegularExpression between{cut};
    std::map<QString, QStringList> rows;
    for (const QString& line : QString::fromStdString(text).split(QLatin1Char{'\n'})) {
        QStringList cells = line.split(between, Qt::SkipEmptyParts);
        for (QString& cell : cells)
            cell = cell.trimmed();
        if (!cells.isEmpty())
            rows.emplace(cells.front(), cells.mid(1));
    }
    return rows;
}

// A run in every place that shows it.
struct ShownEverywhere
{
    std::shared_ptr<const FinishedRun> run;
    ui::RunView view;
    json summary;
    std::map<QString, QStringList> terminal, markdown;
    json told;  // of --json

    explicit ShownEverywhere(std::shared_ptr<const FinishedRun> finished) : run{std::move(finished)}
    {
        const std::string path = run->folder + "/" + run->header.stem + "_summary.json";
        summary = json::parse(textOf(path));
        terminal = rowsOf(cli::reportText(*run), QStringLiteral(" {2,}"));
        markdown = rowsOf(ui::summaryMarkdown(ui::ShownRun{run}).toStdString(), QStringLiteral(" \\| |^\\| |^- |: "));
        cli::JsonReport report;
        report.addRun(*run, nullptr);
        told = json::parse(report.text(cli::ExitCode::Done)).at("runs").at(0);
        view.resize(1100, 800);
        view.show();
        view.display(run);
        for (const auto tab :
             {ui::RunView::Statistics, ui::RunView::Errors, ui::RunView::Definition, ui::RunView::Overview})
            view.openTab(tab);
    }

    widgets::FigureText card(std::string_view id) const
    {
        return view.findChild<widgets::FigureCard*>(QStringLiteral("card-") + ui::toQt(id))->figure();
    }
    QString fact(const char* group, const QString& label) const
    {
        const auto* list = view.findChild<widgets::FactList*>(QStringLiteral("facts-") + QString::fromLatin1(group));
        for (const widgets::Fact& fact : list->facts())
            if (fact.label == label)
                return fact.value;
        return {};
    }
    QStringList csv(const char* chart) const
    {
        for (ui::PlotCard* card : view.findChildren<ui::PlotCard*>())
            if (card->entry().id == chart)
                return card->plot().csv().split(QLatin1Char{'\n'}, Qt::SkipEmptyParts).mid(1);
        return {};
    }
    // Requests of records.csv by phase and outcome.
    std::map<std::pair<QString, QString>, int> records() const
    {
        std::map<std::pair<QString, QString>, int> counts;
        const QStringList lines = ui::toQt(textOf(run->folder + "/records.csv")).split(QLatin1Char{'\n'});
        const auto cell = [names = lines.front().split(QLatin1Char{','})](const QString& line, const char* name) {
            return line.split(QLatin1Char{','}).value(names.indexOf(QLatin1String{name}));
        };
        for (const QString& line : lines)
            if (line.startsWith(ui::toQt(run->header.runId)))
                ++counts[{cell(line, "phase"), cell(line, "outcome")}];
        return counts;
    }
};

}  // namespace inferometer::test

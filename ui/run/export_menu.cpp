// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/export_menu.h"

#include "core/store/result_zip.h"
#include "ui/base/text.h"
#include "ui/charts/export_colors.h"
#include "ui/charts/plot_card.h"
#include "ui/charts/plot_grid.h"
#include "ui/run/summary_markdown.h"
#include "widgets/notice_bar.h"

#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>

#include <memory>

namespace inferometer::ui {

ExportMenu::ExportMenu(const Dialogs& dialogs, PlotGrid& charts, widgets::NoticeBar& notice, QWidget* parent)
    : QMenu{parent}
    , m_dialogs{dialogs}
    , m_notice{notice}
    , m_download{addAction(tr("&Save results (zip)…"), this, &ExportMenu::download)}
    , m_summary{addAction(tr("Copy summary as &Markdown"), this, &ExportMenu::copySummary)}
    , m_charts{addMenu(tr("&Charts"))}
    , m_colors{new ExportColors{this}}
    , m_folder{addAction(tr("&Open folder"), this, &ExportMenu::openFolder)}
    , m_path{addAction(tr("Copy its &path"), this, &ExportMenu::copyPath)}
    , m_again{addAction(tr("&Run again"), this, &ExportMenu::runAgainWanted)}
{
    setObjectName(QStringLiteral("export-menu"));
    m_download->setObjectName(QStringLiteral("download"));
    m_summary->setObjectName(QStringLiteral("copy-summary"));
    m_folder->setObjectName(QStringLiteral("open-folder"));
    m_path->setObjectName(QStringLiteral("copy-path"));
    m_again->setObjectName(QStringLiteral("run-again"));
    insertSeparator(m_folder);
    addCharts(charts);
    updateActions();
}

ExportMenu::~ExportMenu() = default;

void ExportMenu::addCharts(PlotGrid& charts)
{
    for (PlotCard* card : charts.cards()) {
        QMenu* menu = m_charts->addMenu(card->title());
        // A card's title is what the data make of it.
        connect(&card->plot(), &plots::Plot::legendChanged, menu, [card, menu] { menu->setTitle(card->title()); });
        const ExportedChart chart{card->plot(), [card] { return card->title(); },
                                  [card] { return toQt(card->entry().id); }};
        addChartExports(*menu, chart, m_dialogs, m_notice, *m_colors);
        card->menu().addSeparator();
        addChartExports(card->menu(), chart, m_dialogs, m_notice, *m_colors);
    }
}

void ExportMenu::offerOn(const ExportedChart& chart)
{
    auto* menu = new QMenu{&chart.plot};
    menu->addSeparator();
    addChartExports(*menu, chart, m_dialogs, m_notice, *m_colors);
    static_cast<QWidget&>(chart.plot).addActions(menu->actions());
}

void ExportMenu::setRun(const ShownRun& run)
{
    m_run = run;
    updateActions();
}

void ExportMenu::updateActions()
{
    const bool saved = m_run.finished() && m_run.finished()->ended && !m_run.finished()->folder.empty();
    m_download->setEnabled(saved);
    m_summary->setEnabled(m_run.finished() != nullptr);
    m_charts->setEnabled(m_run.snapshot() != nullptr);
    m_folder->setEnabled(saved);
    m_path->setEnabled(m_run.finished() != nullptr);
    m_again->setEnabled(m_run.spec() != nullptr);
}

void ExportMenu::download()
{
    const QString name = toQt(m_run.finished()->header.stem) + QStringLiteral(".zip");
    const QString path = m_dialogs.saveFile(parentWidget(), {tr("Save results"), name, tr("Zip archive (*.zip)")});
    if (path.isEmpty())
        return;
    m_notice.tell(tr("Packing the results"));
    m_packer = std::jthread{[this, path, folder = m_run.finished()->folder](const std::stop_token& stop) {
        const auto written = std::make_shared<const Status>(writeResultZip(folder, toStd(path), stop));
        QMetaObject::invokeMethod(
            this, [this, written, path] { downloaded(*written, path); }, Qt::QueuedConnection);
    }};
    m_notice.offer(tr("&Cancel"), [this] { m_packer.request_stop(); });
}

void ExportMenu::downloaded(const Status& written, const QString& path)
{
    if (!written)
        return m_notice.tell(errorText(written.error()), widgets::Tone::Bad);
    m_notice.tell(tr("The results are in %1").arg(path), widgets::Tone::Good);
    m_notice.offer(tr("&Open folder"), [this, path] { m_dialogs.openFolder(QFileInfo{path}.absolutePath()); });
}

void ExportMenu::openFolder() { m_dialogs.openFolder(QFileInfo{toQt(m_run.finished()->folder)}.absoluteFilePath()); }

// Of the archive, where it was read from one.
void ExportMenu::copyPath()
{
    const FinishedRun& run = *m_run.finished();
    const QFileInfo place{toQt(run.archive.empty() ? run.folder : run.archive)};
    QGuiApplication::clipboard()->setText(place.absoluteFilePath());
}

void ExportMenu::copySummary() { QGuiApplication::clipboard()->setText(summaryMarkdown(m_run)); }

}  // namespace inferometer::ui

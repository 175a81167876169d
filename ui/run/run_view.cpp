// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/run_view.h"

#include "plots/plot_text.h"
#include "ui/base/icons.h"
#include "ui/base/text.h"
#include "ui/charts/chart_guide.h"
#include "ui/charts/plot_grid.h"
#include "ui/errors/errors_view.h"
#include "ui/requests/requests_view.h"
#include "ui/run/definition_view.h"
#include "ui/run/export_menu.h"
#include "ui/run/progress_text.h"
#include "ui/run/range_bar.h"
#include "ui/run/range_counter.h"
#include "ui/run/run_heading.h"
#include "ui/run/welcome.h"
#include "ui/settings/settings.h"
#include "ui/statistics/statistics_view.h"
#include "widgets/even_grid.h"
#include "widgets/figure_card.h"
#include "widgets/metrics.h"
#include "widgets/notice_bar.h"
#include "widgets/open_scroll.h"
#include "widgets/thin_progress.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabBar>

#include <algorithm>
#include <array>
#include <optional>

namespace inferometer::ui {

namespace {

const QString kCharts = QStringLiteral("charts");

// Cards that open a tab.
struct Opening
{
    std::string_view card;
    RunView::Tab tab;
    const char* what;
};
constexpr std::array kOpenings{
    Opening{"errors", RunView::Errors, QT_TRANSLATE_NOOP("inferometer::ui::RunView", "open the errors")},
    Opening{"verdict", RunView::Definition,
            QT_TRANSLATE_NOOP("inferometer::ui::RunView", "open the reasons and figures")},
};

QPushButton* menuButton(const char* name, const QString& text, QWidget* parent)
{
    auto* button = new QPushButton{text + QStringLiteral(" \u25be"), parent};
    button->setObjectName(QString::fromLatin1(name));
    button->setAccessibleName(text);
    button->setAutoDefault(false);
    return button;
}

}  // namespace

RunView::RunView(QWidget* parent)
    : QWidget{parent}
    , m_range{new RangeCounter{this}}
    , m_notice{new widgets::NoticeBar{this}}
    , m_stack{new QStackedWidget{this}}
{
    m_runPage = makeRunPage();  // fills members that are declared behind it
    auto* welcome = new Welcome{this};
    connect(welcome, &Welcome::simulatorWanted, this, &RunView::simulatorWanted);
    connect(welcome, &Welcome::endpointWanted, this, &RunView::endpointWanted);
    connect(welcome, &Welcome::serversWanted, this, &RunView::serversWanted);
    m_notice->setObjectName(QStringLiteral("notice"));
    m_notice->setCloseIcon(icon("close"));
    m_stack->addWidget(welcome);
    m_stack->addWidget(m_runPage);
    auto* layout = new QVBoxLayout{this};
    const int side = widgets::rhythm(*this, 2);
    // What scrolls has its bar in the margin.
    const int bar = widgets::scrollRoom(*this);
    layout->setContentsMargins(side, side, side - bar, side);
    layout->setSpacing(side * 3 / 4);
    auto* above = new QHBoxLayout;
    above->setContentsMargins(0, 0, bar, 0);
    above->addWidget(m_notice);
    layout->addLayout(above);
    layout->addWidget(m_stack, 1);
}

QWidget* RunView::makeRunPage()
{
    auto* page = new QWidget{this};
    makeHeading(page);
    addTabs(page);
    m_progress = new widgets::ThinProgress{page};
    m_rangeBar = new RangeBar{page};
    m_pages = new QStackedWidget{page};
    m_statistics = new StatisticsView{m_pages};
    m_requests = new RequestsView{m_pages};
    m_errors = new ErrorsView{m_pages};
    m_definition = new DefinitionView{m_pages};
    for (QWidget* tab : {makeOverview(), static_cast<QWidget*>(m_statistics), static_cast<QWidget*>(m_requests),
                         static_cast<QWidget*>(m_errors), static_cast<QWidget*>(m_definition)})
        m_pages->addWidget(tab);
    m_chartsButton->setMenu(&m_plots->menu());
    auto* layout = new QVBoxLayout{page};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(widgets::rhythm(*this, 1));
    const int bar = widgets::scrollRoom(*this);
    auto* above = new QVBoxLayout;
    above->setContentsMargins(0, 0, bar, 0);
    above->setSpacing(widgets::rhythm(*this, 1));
    above->addWidget(m_heading);
    above->addWidget(m_tabs, 0, Qt::AlignLeft);
    above->addWidget(m_progress);
    above->addWidget(m_rangeBar);
    layout->addLayout(above);
    layout->addWidget(m_pages, 1);
    for (QWidget* part :
         {static_cast<QWidget*>(m_guide), static_cast<QWidget*>(m_statistics), static_cast<QWidget*>(m_requests)})
        part->setContentsMargins(0, 0, bar, 0);
    connectTabs();
    makeRange();
    return page;
}

void RunView::makeHeading(QWidget* page)
{
    m_heading = new RunHeading{page};
    m_runsButton = menuButton("runs", tr("Runs"), m_heading);
    m_runsButton->setMenu(new QMenu{m_runsButton});
    m_runsButton->hide();
    m_chartsButton = menuButton("charts", tr("Charts"), m_heading);
    m_exportButton = menuButton("export", tr("Export"), m_heading);
    for (QPushButton* button : {m_runsButton, m_chartsButton, m_exportButton})
        m_heading->addButton(*button);
    connect(m_heading, &RunHeading::verdictWanted, this, [this] { openTab(Definition); });
    connect(m_heading, &RunHeading::refused, this, [this](const QString& reason) { m_notice->tell(reason); });
}

void RunView::addTabs(QWidget* page)
{
    m_tabs = new QTabBar{page};
    m_tabs->setObjectName(QStringLiteral("tabs"));
    m_tabs->setAccessibleName(tr("Parts of the run"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setUsesScrollButtons(false);
    for (const QString& label : {tr("Overview"), tr("Statistics"), tr("Requests"), tr("Errors"), tr("Definition")})
        m_tabs->addTab(label);
}

QWidget* RunView::makeOverview()
{
    auto* overview = new QWidget{m_pages};
    auto* layout = new QVBoxLayout{overview};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(widgets::rhythm(*this, 1.5));
    auto* head = new QWidget{overview};
    auto* cards = new widgets::EvenGrid{widgets::rhythm(*this, 9), static_cast<int>(m_figures.size()), head};
    cards->setSpacing(widgets::rhythm(*this, 1));
    cards->setContentsMargins(0, 0, 0, 0);
    addCards(head, *cards);
    int widest = widgets::rhythm(*this, 9);
    for (const widgets::FigureCard* card : m_cards)
        widest = std::max(widest, card->minimumSizeHint().width());
    cards->setColumnWidth(widest);
    m_plots = new PlotGrid{overview};
    m_plots->setHead(head);
    m_guide = new ChartGuide{*m_plots, overview};
    layout->addWidget(m_guide);
    layout->addWidget(m_plots, 1);
    return overview;
}

void RunView::addCards(QWidget* overview, QLayout& layout)
{
    for (const FigureEntry& entry : m_figures) {
        auto* card = new widgets::FigureCard{entry.label, overview};
        card->setObjectName(QStringLiteral("card-") + toQt(entry.id));
        m_cards.push_back(card);
        layout.addWidget(card);
        for (const Opening& opening : kOpenings) {
            if (opening.card != entry.id)
                continue;
            card->setOpens(tr(opening.what));
            connect(card, &widgets::FigureCard::opened, this, [this, tab = opening.tab] { openTab(tab); });
        }
    }
}

void RunView::connectTabs()
{
    connect(m_tabs, &QTabBar::currentChanged, this, &RunView::showTab);
    connect(m_errors, &ErrorsView::requestsWanted, this, [this](const QString& filter) {
        m_requests->setFilter(filter);
        openTab(Requests);
    });
    connect(m_requests, &RequestsView::requestSelected, m_plots, &PlotGrid::select);
    connect(m_requests, &RequestsView::chartWanted, this, [this] { openTab(Overview); });
    connect(m_plots, &PlotGrid::requestSelected, this, [this](quint64 sequence) {
        m_requests->select(sequence);
        openTab(Requests);
    });
}

ExportMenu& RunView::makeExportMenu(const Dialogs& dialogs)
{
    m_export = new ExportMenu{dialogs, *m_plots, *m_notice, this};
    m_exportButton->setMenu(m_export);
    for (const ExportedChart& chart : {m_statistics->chart(), m_requests->chart()})
        m_export->offerOn(chart);
    return *m_export;
}

void RunView::openTab(Tab tab) { m_tabs->setCurrentIndex(tab); }

void RunView::showTab(int index)
{
    m_pages->setCurrentIndex(index);
    m_chartsButton->setVisible(index == Overview);
}

void RunView::showRunPage()
{
    if (m_stack->currentWidget() != m_runPage)
        m_stack->setCurrentWidget(m_runPage);
}

bool RunView::isEnlarged() const { return m_plots->enlarged() && m_tabs->currentIndex() == Overview; }

void RunView::makeRange()
{
    connect(m_plots, &PlotGrid::rangeWanted, m_range, &RangeCounter::setRange);
    connect(m_rangeBar, &RangeBar::endWanted, this, &RunView::endRange);
    connect(m_range, &RangeCounter::changed, this, [this] {
        showCards();
        displayAll();
    });
}

void RunView::endRange() { m_range->setRange(std::nullopt); }

bool RunView::isCounting() const { return m_range->range() && !m_range->part(); }

ShownRun RunView::figured() const { return m_range->part() ? ShownRun{m_range->part()} : m_run; }

void RunView::showRange()
{
    m_rangeBar->display(m_range->range(), m_range->part().get(), m_run.snapshot());
    m_plots->setRange(m_range->range());
    m_requests->setRange(m_range->range());
}

bool RunView::event(QEvent* event)
{
    const bool override = event->type() == QEvent::ShortcutOverride;
    if (override && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape && (m_range->range() || isEnlarged())) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

void RunView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && m_range->range())
        endRange();
    else if (event->key() == Qt::Key_Escape && isEnlarged())
        m_plots->enlarge(nullptr);
    else
        QWidget::keyPressEvent(event);
}

bool RunView::explainCharts()
{
    if (!m_run.snapshot())
        return false;
    m_guide->start();
    return true;
}

void RunView::stopExplaining() { m_guide->stop(); }

void RunView::showWelcome() { m_stack->setCurrentIndex(0); }

void RunView::showBusy(const QString& what)
{
    m_heading->showBusy(what);
    m_progress->setBusy();
    if (!m_run.snapshot()) {
        showCards();
        displayAll();
    }
    showRunPage();
}

void RunView::showNotBusy()
{
    if (!m_run.snapshot())
        return showWelcome();
    showHeading();
    showRunPage();
}

void RunView::display(const ShownRun& run)
{
    m_run = run;
    m_range->setRun(run);
    showHeading();
    showCards();
    displayAll();
    showRunPage();
    emit displayed();
}

void RunView::showHeading()
{
    m_heading->display(m_run);
    m_progress->setShare(doneShare(*m_run.snapshot()));
}

void RunView::relabel(const RunLabel& label)
{
    auto run = std::make_shared<FinishedRun>(*m_run.finished());
    run->label = label;
    m_run = std::shared_ptr<const FinishedRun>{std::move(run)};
    m_heading->display(m_run);
    if (m_export)
        m_export->setRun(m_run);
}

void RunView::showCards()
{
    const ShownRun run = figured();
    const SnapshotPtr& snapshot = run.snapshot();
    const auto source = snapshot ? std::optional<FigureSource>{std::in_place, *snapshot, run.finished()} : std::nullopt;
    const bool hasRange = m_range->range().has_value();
    for (std::size_t i = 0; i < m_cards.size(); ++i) {
        // Nobody can judge a part of a run.
        const bool isOfRange = hasRange && m_figures[i].id != "verdict";
        const bool isAwaited = isOfRange && isCounting();
        widgets::FigureText figure = source && !isAwaited ? figureOf(m_figures[i], *source) : emptyFigure(m_figures[i]);
        if (isAwaited)
            figure.note = tr("being counted");
        if (hasRange)
            figure.details += QStringLiteral("\n\n")
                + (isOfRange ? tr("Of the range %1.").arg(plots::rangeText(*m_range->range()))
                             : tr("Of the whole run."));
        m_cards[i]->setFigure(figure);
        m_cards[i]->setMarked(isOfRange);
    }
}

void RunView::displayAll()
{
    if (m_run.spec())
        m_plots->setLimits(*m_run.spec());
    showRange();
    const ShownRun run = figured();
    m_plots->display(m_run.snapshot(), m_range->part() ? run.snapshot() : nullptr);
    m_requests->display(m_run.snapshot(), m_run.header());
    if (isCounting()) {
        const QString why = tr("The range %1 is being counted.").arg(plots::rangeText(*m_range->range()));
        m_statistics->showWaiting(why);
        m_errors->showWaiting(why);
    } else {
        m_statistics->display(run, m_range->range());
        m_errors->display(run.snapshot(), m_run.concurrency());
    }
    m_definition->display(m_run);
    if (m_export)
        m_export->setRun(m_run);
    showErrorCount();
}

void RunView::setChoices(const QStringList& runs)
{
    QMenu& menu = *m_runsButton->menu();
    menu.clear();
    for (int i = 0; i < static_cast<int>(runs.size()); ++i) {
        // A model's name may hold what a menu takes for a shortcut.
        QString words = runs[i];
        words.replace(QLatin1Char{'&'}, QStringLiteral("&&"));
        menu.addAction(words, this, [this, i] { emit chosen(i); });
    }
    m_runsButton->setVisible(runs.size() > 1);
}

void RunView::showErrorCount()
{
    const ShownRun run = isCounting() ? ShownRun{} : figured();
    const std::uint64_t failed = run.snapshot() ? run.snapshot()->counts.failed : 0;
    const auto& range = m_range->range();
    const QString counted = range ? tr("Errors %1 in range") : tr("Errors %1");
    const QString text = failed > 0 ? counted.arg(countText(failed)) : tr("Errors");
    if (text != m_tabs->tabText(Errors))
        m_tabs->setTabText(Errors, text);
    m_tabs->setTabToolTip(Errors, range ? tr("Of the range %1.").arg(plots::rangeText(*range)) : QString{});
}

void RunView::showSaving(const QString& what) { m_heading->showSaving(what); }

void RunView::restore(const Settings& settings)
{
    m_plots->setChartLayout(ChartLayout::fromText(settings.layout(kCharts)));
    m_statistics->restore(settings);
    m_requests->restore(settings);
}

void RunView::save(Settings& settings) const
{
    settings.setLayout(kCharts, m_plots->chartLayout().text());
    m_statistics->save(settings);
    m_requests->save(settings);
}

void RunView::restoreDefaults()
{
    m_plots->setChartLayout({});
    m_statistics->restoreDefaults();
    m_requests->restoreDefaults();
}

}  // namespace inferometer::ui

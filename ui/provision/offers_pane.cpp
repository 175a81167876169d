// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/provision/offers_pane.h"

#include "ui/base/list_page.h"
#include "ui/base/text.h"
#include "ui/provision/worker_questions.h"
#include "widgets/card.h"
#include "widgets/metrics.h"
#include "widgets/value_edit.h"
#include "widgets/wrapped_text.h"

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QShortcut>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace inferometer::ui {

namespace {

widgets::ValueEdit* filterEdit(const char* name, const QString& label, const QString& hint, int width, QWidget* parent)
{
    auto* edit = new widgets::ValueEdit{parent};
    edit->setObjectName(QString::fromLatin1(name));
    edit->setAccessibleName(label);
    edit->setToolTip(label);
    edit->setPlaceholderText(hint);
    edit->setFixedWidth(widgets::rhythm(*parent, width));
    return edit;
}

// NaN: it is not empty and no number from 0 up.
double numberIn(widgets::ValueEdit& edit, double otherwise)
{
    const QString text = edit.text().trimmed();
    bool isNumber = false;
    const double value = QLocale{}.toDouble(text, &isNumber);
    const bool isFine = text.isEmpty() || (isNumber && std::isfinite(value) && value >= 0);
    widgets::setFieldState(edit, isFine ? widgets::FieldState::Fine : widgets::FieldState::Invalid);
    return isFine && !text.isEmpty() ? value : otherwise;
}

}  // namespace

bool makesMachines(const NamedSite& site)
{
    const Provider* provider = findProvider(site.site.provider);
    return provider != nullptr && provider->settingsFor != nullptr;
}

OffersPane::OffersPane(SecretStore& store, const Dialogs& dialogs, QWidget* parent)
    : QWidget{parent}
    , m_store{store}
    , m_dialogs{dialogs}
    , m_table{new QTableView{this}}
    , m_again{namedButton("offers-again", tr("&Ask again"), *this, [this] { askAgain(); })}
    , m_gpu{filterEdit("offers-gpu", tr("Only this GPU"), tr("GPU, such as L4"), 18, this)}
    , m_price{filterEdit("offers-price", tr("Only what costs at most so much an hour"), tr("any price"), 17, this)}
    , m_memory{filterEdit("offers-memory", tr("Only with so much GPU memory in all"), tr("any memory"), 19, this)}
    , m_spot{new QCheckBox{tr("S&pot too"), this}}
    , m_state{new widgets::WrappedText{this}}
    , m_use{namedButton("offers-use", tr("&Deploy on it"), *this, [this] { useSelected(); })}
{
    setUpTable();
    auto* card = new widgets::Card{this};
    auto* inside = new QVBoxLayout{card};
    inside->setContentsMargins(2, 2, 2, 2);
    inside->addWidget(m_table);
    auto* column = new QVBoxLayout{this};
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(widgets::rhythm(*this, 1.5));
    column->addLayout(makeHead());
    column->addWidget(makeFilter());
    column->addWidget(card, 1);
    column->addLayout(makeFoot());
    showState();
}

OffersPane::~OffersPane() = default;

QLayout* OffersPane::makeHead()
{
    auto* title = new QLabel{tr("Offers"), this};
    title->setFont(widgets::scaledFont(font(), 1.2, QFont::Bold));
    m_again->setToolTip(tr("Asks each site what it has now and for what price (F5)"));
    auto* againKey = new QShortcut{QKeySequence::Refresh, this};
    connect(againKey, &QShortcut::activated, m_again, &QPushButton::click);
    auto* head = new QHBoxLayout;
    head->addWidget(title);
    head->addStretch();
    head->addWidget(m_again);
    return head;
}

QWidget* OffersPane::makeFilter()
{
    m_price->setUnit(tr("/h"));
    m_memory->setUnit(QStringLiteral("GB"));
    m_spot->setObjectName(QStringLiteral("offers-spot"));
    m_spot->setChecked(true);
    m_spot->setToolTip(tr("What is spot may be taken back by the site at any time"));
    for (widgets::ValueEdit* edit : {m_gpu, m_price, m_memory})
        connect(edit, &QLineEdit::textChanged, this, &OffersPane::filter);
    connect(m_spot, &QCheckBox::toggled, this, &OffersPane::filter);
    auto* row = new QWidget{this};
    auto* layout = new QHBoxLayout{row};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(widgets::rhythm(*this, 1.5));
    for (QWidget* part : std::initializer_list<QWidget*>{m_gpu, m_price, m_memory, m_spot})
        layout->addWidget(part);
    layout->addStretch();
    return row;
}

QLayout* OffersPane::makeFoot()
{
    m_state->setObjectName(QStringLiteral("offers-state"));
    m_state->setAccessibleName(tr("What the sites told"));
    m_use->setToolTip(tr("Begins a deployment on the chosen machine; nothing is made yet (Enter)"));
    auto* foot = new QHBoxLayout;
    foot->setSpacing(widgets::rhythm(*this, 1.5));
    foot->addWidget(m_state, 1);
    foot->addWidget(m_use, 0, Qt::AlignTop);
    return foot;
}

void OffersPane::setUpTable()
{
    m_table->setObjectName(QStringLiteral("offers-table"));
    m_table->setAccessibleName(tr("Offers"));
    m_table->setModel(&m_model);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(OffersModel::sectionOf("price"), Qt::AscendingOrder);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(widgets::rhythm(*this, 3));
    m_table->horizontalHeader()->setFixedHeight(widgets::rhythm(*this, 3.5));
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setStretchLastSection(true);
    connect(m_table, &QTableView::doubleClicked, this, &OffersPane::useSelected);
    for (const int key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto* useKey = new QShortcut{QKeySequence{key}, m_table};
        useKey->setContext(Qt::WidgetShortcut);
        connect(useKey, &QShortcut::activated, this, &OffersPane::useSelected);
    }
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &OffersPane::showState);
    connect(&m_model, &QAbstractItemModel::modelReset, this, [this] {
        if (m_model.rowCount() > 0)
            m_table->selectRow(0);
        showState();
    });
    auto* copyKey = new QShortcut{QKeySequence::Copy, m_table};
    copyKey->setContext(Qt::WidgetShortcut);
    connect(copyKey, &QShortcut::activated, this, &OffersPane::copySelected);
}

void OffersPane::ask(std::vector<NamedSite> sites)
{
    m_sites = std::move(sites);
    askAgain();
    m_gpu->setFocus();
}

void OffersPane::askAgain()
{
    if (m_job.isActive()) {
        m_job.cancel();
        return showState();
    }
    m_job.start(
        [this, sites = m_sites](const std::stop_token& stop, const BackgroundJob::Tell& /*tell*/) {
            Told told;
            const SiteAccess access{keyringFirst(m_store, *this, stop), askForTrust(m_dialogs, *this, this, stop)};
            for (const NamedSite& site : sites) {
                Result<std::vector<Offer>> offers = offersOf(site.site, access, stop);
                if (!offers) {
                    told.errors.emplace_back(site.name, offers.error());
                    continue;
                }
                for (Offer& offer : offers.value())
                    told.offers.push_back({site, {site.site.provider, std::move(offer)}});
            }
            return told;
        },
        [this](const Told& told) { take(told); });
    showState();
}

void OffersPane::take(Told told)
{
    m_told = std::move(told);
    m_isTold = true;
    m_model.setOffers(m_told.offers);
    m_table->resizeColumnsToContents();
    showState();
}

void OffersPane::filter()
{
    OfferFilter filter;
    filter.gpu = toStd(m_gpu->text().trimmed());
    filter.maxPrice = numberIn(*m_price, filter.maxPrice);
    filter.minMemory = numberIn(*m_memory, filter.minMemory);
    filter.withSpot = m_spot->isChecked();
    m_model.setFilter(filter);
}

void OffersPane::showState()
{
    QStringList words;
    if (m_job.isActive())
        words << tr("Asking %Ln site(s)…", nullptr, static_cast<int>(m_sites.size()));
    else if (m_isTold)
        words << tr("%1 of %2 offers.")
                     .arg(countText(static_cast<std::uint64_t>(m_model.rowCount())),
                          countText(static_cast<std::uint64_t>(m_model.offers().size())));
    else
        words << tr("Not asked yet.");
    if (const Sentence old = oldPrices(m_model.shown(), realtimeNow()); !old.pattern.empty())
        words << sentenceText(old);
    for (const auto& [site, error] : m_told.errors)
        words << tr("%1: %2").arg(beginningOf(site, 60), errorText(error));
    m_state->setWords(words.join(QLatin1Char{'\n'}));
    m_again->setText(m_job.isActive() ? tr("&Cancel") : tr("&Ask again"));
    m_again->setEnabled(m_job.isActive() || !m_sites.empty());
    m_use->setEnabled(m_model.at(selectedRow()) != nullptr);
}

int OffersPane::selectedRow() const
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    return rows.isEmpty() ? -1 : rows.front().row();
}

void OffersPane::copySelected() const
{
    const int row = selectedRow();
    if (row < 0)
        return;
    QStringList cells;
    for (int column = 0; column < m_model.columnCount(); ++column)
        cells << m_model.data(m_model.index(row, column), Qt::DisplayRole).toString();
    QGuiApplication::clipboard()->setText(cells.join(QLatin1Char{'\t'}));
}

void OffersPane::useSelected()
{
    const OfferAt* offer = m_model.at(selectedRow());
    const Provider* provider = offer == nullptr ? nullptr : findProvider(offer->site.site.provider);
    if (provider == nullptr || provider->settingsFor == nullptr)
        return;
    SiteSpec site = offer->site.site;
    for (const auto& [key, value] : provider->settingsFor(offer->one.offer)) {
        std::erase_if(site.settings, [&key = key](const auto& one) { return one.first == key; });
        site.settings.emplace_back(key, value);
    }
    emit wanted(site);
}

}  // namespace inferometer::ui

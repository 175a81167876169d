// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/form/dataset_panel.h"

#include "core/workload/dataset_plan.h"
#include "ui/base/icons.h"
#include "ui/base/text.h"
#include "ui/form/dataset_model.h"
#include "ui/form/field_form.h"
#include "ui/form/run_volume.h"
#include "widgets/choice_box.h"
#include "widgets/metrics.h"
#include "widgets/thin_progress.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <limits>

namespace inferometer::ui {

namespace {

constexpr int kRowsShown = 6;

constexpr std::size_t kNameShown = 60;  // bytes of a name from a file

}  // namespace

DatasetPanel::DatasetPanel(FieldForm& form, const Dialogs& dialogs, QWidget* parent)
    : SourcePanel{parent}
    , m_form{form}
    , m_dialogs{dialogs}
    , m_model{new DatasetModel{this}}
    , m_state{new QLabel{this}}
    , m_problem{new QLabel{this}}
    , m_choose{new QPushButton{icon("open"), tr("Choose a &file…"), this}}
    , m_cancel{new QPushButton{tr("Cancel"), this}}
    , m_columnLabel{new QLabel{tr("Column"), this}}
    , m_column{new widgets::ChoiceBox{this}}
    , m_progress{new widgets::ThinProgress{this}}
    , m_table{new QTableView{this}}
{
    setObjectName(QStringLiteral("dataset"));
    layOut();
    connect(m_choose, &QPushButton::clicked, this, &DatasetPanel::choose);
    connect(m_cancel, &QPushButton::clicked, this, &DatasetPanel::cancel);
    connect(m_column, &QComboBox::activated, this,
            [this](int index) { m_form.set("dataset-column", m_column->itemData(index).toString()); });
    connect(&form, &FieldForm::changed, this, &DatasetPanel::follow);
    showState();
    follow();
}

void DatasetPanel::layOut()
{
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, widgets::rhythm(*this, 1));
    layout->setSpacing(widgets::rhythm(*this, 1));
    layout->addLayout(makeBar());
    m_state->setObjectName(QStringLiteral("dataset-state"));
    m_state->setTextFormat(Qt::PlainText);
    m_state->setWordWrap(true);
    m_state->setForegroundRole(QPalette::PlaceholderText);
    m_problem->setObjectName(QStringLiteral("dataset-problem"));
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->setForegroundRole(QPalette::BrightText);
    m_problem->setTextInteractionFlags(Qt::TextSelectableByMouse);
    // A name without a blank is cut rather than that it widens the form.
    m_state->setMinimumWidth(1);
    m_problem->setMinimumWidth(1);
    m_progress->setBusy();
    makeTable();
    layout->addWidget(m_progress);
    layout->addWidget(m_state);
    layout->addWidget(m_problem);
    layout->addWidget(m_table);
}

QLayout* DatasetPanel::makeBar()
{
    auto* layout = new QVBoxLayout;
    layout->setSpacing(widgets::rhythm(*this, 1));
    auto* file = new QHBoxLayout;
    auto* column = new QHBoxLayout;
    m_choose->setObjectName(QStringLiteral("dataset-choose"));
    m_choose->setAutoDefault(false);
    m_cancel->setObjectName(QStringLiteral("dataset-cancel"));
    m_cancel->setAutoDefault(false);
    m_column->setObjectName(QStringLiteral("dataset-columns"));
    m_column->setAccessibleName(tr("Column that is sent"));
    m_columnLabel->setBuddy(m_column);
    m_columnLabel->setForegroundRole(QPalette::PlaceholderText);
    // Names of columns are as long as they like.
    m_column->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    file->addWidget(m_choose);
    file->addWidget(m_cancel);
    file->addStretch();
    column->addWidget(m_columnLabel);
    column->addWidget(m_column, 1);
    layout->addLayout(file);
    layout->addLayout(column);
    return layout;
}

void DatasetPanel::makeTable()
{
    m_table->setObjectName(QStringLiteral("dataset-rows"));
    m_table->setAccessibleName(tr("Rows of the dataset"));
    m_table->setModel(m_model);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->verticalHeader()->hide();
    // Every row alike: a table of a million asks no row for its height.
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(widgets::rhythm(*this, 3));
    QHeaderView& header = *m_table->horizontalHeader();
    header.setHighlightSections(false);
    header.setSectionsClickable(false);
    header.setSectionResizeMode(DatasetModel::Prompt, QHeaderView::Stretch);
    m_table->setColumnWidth(DatasetModel::Image, widgets::rhythm(*this, 10));
    m_table->setFixedHeight(widgets::rhythm(*this, 3) * kRowsShown + header.sizeHint().height()
                            + 2 * m_table->frameWidth());
}

// Of titles and of the largest number below each.
void DatasetPanel::fitColumns()
{
    const QHeaderView& header = *m_table->horizontalHeader();
    const std::int64_t asked = std::max<std::int64_t>(m_sums.mostOut, m_form.spec().prompts.numOutputTokens);
    for (const auto& [column, most] :
         {std::pair{DatasetModel::Number, m_sums.lastNumber}, std::pair{DatasetModel::InputTokens, m_sums.mostIn},
          std::pair{DatasetModel::OutputTokens, asked}})
    {
        const QString title = m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        const int words = std::max(header.fontMetrics().horizontalAdvance(title),
                                   fontMetrics().horizontalAdvance(countText(static_cast<std::uint64_t>(most))));
        m_table->setColumnWidth(column, words + widgets::rhythm(*this, 2.5));
    }
}

bool DatasetPanel::takes(const QString& path) const
{
    const QFileInfo file{path};
    const QString suffix = file.suffix().toLower();
    const bool isRun = suffix == QLatin1String{"yaml"} || suffix == QLatin1String{"yml"}
        || suffix == QLatin1String{"zip"} || QFileInfo::exists(file.absolutePath() + QStringLiteral("/run.json"))
        || QFileInfo::exists(file.absolutePath() + QStringLiteral("/journal"));
    return file.isFile() && !isRun;
}

void DatasetPanel::take(const QString& path)
{
    m_path.clear();  // the same file may have changed
    m_form.set("dataset-column", {});
    m_form.set("input-file-path", path);
    follow();
}

void DatasetPanel::showEvent(QShowEvent* event)
{
    SourcePanel::showEvent(event);
    follow();
}

void DatasetPanel::choose()
{
    const QString chosen = m_dialogs.chooseFile(window(), tr("Dataset"), toQt(m_form.spec().prompts.inputFilePath));
    if (!chosen.isEmpty())
        take(chosen);
}

void DatasetPanel::follow()
{
    const PromptSpec& prompts = m_form.spec().prompts;
    m_model->setOutputTokens(prompts.numOutputTokens);
    // Reading takes memory and a processor: not beside a run of another page, for nobody to see.
    if (!isVisible())
        return;
    fitColumns();
    if (prompts.inputFilePath == m_path && prompts.datasetColumn == m_wanted)
        return;
    if (prompts.inputFilePath != m_path)  // of the same file they stay: one is being picked
        fillColumns({});
    m_path = prompts.inputFilePath;
    m_wanted = prompts.datasetColumn;
    load();
}

DatasetPanel::Sums DatasetPanel::sumsOf(const Dataset& dataset)
{
    Sums sums;
    for (const DatasetRow& row : dataset.rows) {
        sums.in += row.inputTokens;
        sums.out += std::max(row.outputTokens, 0);
        sums.silent += row.outputTokens > 0 ? 0 : 1;
        sums.mostIn = std::max<std::int64_t>(sums.mostIn, row.inputTokens);
        sums.mostOut = std::max<std::int64_t>(sums.mostOut, row.outputTokens);
    }
    sums.lastNumber = dataset.rows.back().number;
    return sums;
}

DatasetPanel::Read DatasetPanel::read(const std::string& path, const std::string& column, const std::stop_token& stop)
{
    Read read;
    const auto dataset = loadDataset(path, {column, {}}, stop);
    if (dataset) {
        read.dataset = dataset.value();
        read.columns = read.dataset->columns;
        read.sums = sumsOf(*read.dataset);
        return read;
    }
    read.problem = errorText(dataset.error());
    read.columns = csvColumns(path);
    return read;
}

void DatasetPanel::load()
{
    m_dataset.reset();
    m_model->setDataset({});
    m_said.clear();
    m_isRefused = false;
    if (m_path.empty()) {
        m_job.cancel();
    } else {
        m_job.start(
            [path = m_path, column = m_wanted](const std::stop_token& stop, const BackgroundJob::Tell& /*tell*/) {
                return read(path, column, stop);
            },
            [this](const Read& read) { finish(read); });
    }
    showState();
    emit changed();
}

void DatasetPanel::finish(const Read& read)
{
    m_dataset = read.dataset;
    m_sums = read.sums;
    m_said = read.problem;
    m_isRefused = !read.dataset;
    m_model->setDataset(m_dataset);
    fitColumns();
    fillColumns(read.columns);
    showState();
    emit changed();
}

void DatasetPanel::cancel()
{
    m_job.cancel();
    m_said = tr("Reading was stopped.");
    showState();
    emit changed();
}

void DatasetPanel::fillColumns(const std::vector<std::string>& columns)
{
    const QSignalBlocker blocker{m_column};
    QStringList names;
    for (const std::string& name : columns)
        names << toQt(name);
    if (names != m_names) {
        m_column->clear();
        for (const QString& name : names)
            m_column->addItem(beginningOf(toStd(name), kNameShown), name);
        m_names = names;
    }
    const std::string chosen = m_dataset ? m_dataset->column : m_wanted;
    m_column->setCurrentIndex(m_column->findData(toQt(chosen)));
}

void DatasetPanel::showState()
{
    const bool reads = m_job.isActive();
    m_progress->setVisible(reads);
    m_cancel->setVisible(reads);
    m_column->setVisible(m_column->count() > 1);
    m_columnLabel->setVisible(m_column->count() > 1);
    m_table->setVisible(m_dataset != nullptr);
    m_table->setColumnHidden(DatasetModel::Image, !m_dataset || m_dataset->images.empty());
    m_problem->setText(m_said);
    m_problem->setVisible(!m_said.isEmpty());
    m_form.flag(problem().isEmpty() ? std::string_view{} : "input-file-path");
    const QString name = beginningOf(toStd(QFileInfo{toQt(m_path)}.fileName()), kNameShown);
    m_state->setText(reads           ? tr("Reading %1…").arg(name)
                         : m_dataset ? facts()
                         : m_path.empty()
                         ? tr("No dataset yet: drop a file here, choose one, or write its path below. JSON lines, "
                              "ShareGPT, AIPerf's inputs.json and CSV are told apart by what stands in them.")
                         : QString{});
    m_state->setVisible(!m_state->text().isEmpty());
}

QString DatasetPanel::facts() const
{
    QString text = tr("%1: %Ln row(s), about %2 tokens in.", nullptr,
                      static_cast<int>(std::min<std::size_t>(m_dataset->rows.size(), std::numeric_limits<int>::max())))
                       .arg(sentenceText(formatName(m_dataset->format)), roughCount(m_sums.in));
    if (!m_dataset->images.empty())
        text += QLatin1Char{' '} + tr("%Ln image(s).", nullptr, static_cast<int>(m_dataset->images.size()));
    if (m_dataset->leftOut > 0)
        text += QLatin1Char{' '}
            + tr("%Ln conversation(s) without a question and its answer left out.", nullptr,
                 static_cast<int>(m_dataset->leftOut));
    if (!m_dataset->notSent.empty()) {
        QStringList names;
        for (const std::string& name : m_dataset->notSent)
            names << beginningOf(name, kNameShown);
        text += QLatin1Char{' '} + tr("Not sent: %1.").arg(names.join(QStringLiteral(", ")));
    }
    return text;
}

// Of a file that was not read to its end nothing is known, nor of one that is named while nobody sees it.
QString DatasetPanel::problem() const
{
    const PromptSpec& prompts = m_form.spec().prompts;
    const bool isThat = prompts.inputFilePath == m_path && prompts.datasetColumn == m_wanted;
    return m_isRefused && isThat ? m_said : QString{};
}

QString DatasetPanel::volume(const RunSpec& spec) const
{
    if (!m_dataset)
        return tr("Not known before the dataset is read.");
    const auto requests = static_cast<double>(requestsOver(*m_dataset, spec));
    const double passes = requests / static_cast<double>(m_dataset->rows.size());
    const double out = m_sums.out + m_sums.silent * static_cast<double>(spec.prompts.numOutputTokens);
    QString text = volumeText(volumeOver(spec, requests, m_sums.in * passes, out * passes));
    if (passes > 1)
        text += QStringLiteral(". ") + tr("Rows are asked more than once: a server may have cached them.");
    return text;
}

}  // namespace inferometer::ui

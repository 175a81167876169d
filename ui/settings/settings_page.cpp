// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settings_page.h"

#include "ui/base/text.h"
#include "ui/endpoints/saved_endpoints.h"
#include "ui/form/presets.h"
#include "ui/frame/page_layout.h"
#include "ui/settings/settings.h"
#include "ui/settings/shortcut_editor.h"
#include "widgets/choice_box.h"
#include "widgets/metrics.h"
#include "widgets/value_edit.h"

#include <QCheckBox>
#include <QFileInfo>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace inferometer::ui {

namespace {

const QString kGrid = QStringLiteral("fields");
constexpr double kGap = 2;  // beside a field, in steps of the rhythm

void addRow(QGridLayout& grid, const QString& text, QWidget& input)
{
    auto* label = new QLabel{text};
    label->setBuddy(&input);
    label->setForegroundRole(QPalette::PlaceholderText);
    const int row = grid.rowCount() - 1 + (grid.count() > 0 ? 1 : 0);
    grid.addWidget(label, row, 0);
    grid.addWidget(&input, row, 1);
}

// Fields of all cards between the same two edges, whatever stands beside them.
void alignFields(const QWidget& page)
{
    constexpr std::array kBeside{0, 2};  // labels, buttons
    const QList<QGridLayout*> grids = page.findChildren<QGridLayout*>(kGrid);
    const auto widthOf = [](const QGridLayout& grid, int column) {
        int width = 0;
        for (int row = 0; row < grid.rowCount(); ++row)
            if (const QLayoutItem* item = grid.itemAtPosition(row, column))
                width = std::max(width, item->sizeHint().width());
        return width;
    };
    for (const int column : kBeside) {
        int width = 0;
        for (const QGridLayout* grid : grids)
            width = std::max(width, widthOf(*grid, column));
        // Beside a column that is empty there is no gap.
        for (QGridLayout* grid : grids)
            grid->setColumnMinimumWidth(column,
                                        widthOf(*grid, column) > 0 ? width : width + widgets::rhythm(page, kGap));
    }
}

QGridLayout* makeGrid(const QWidget& page)
{
    auto* grid = new QGridLayout;
    grid->setObjectName(kGrid);
    grid->setHorizontalSpacing(widgets::rhythm(page, kGap));
    grid->setVerticalSpacing(widgets::rhythm(page, 1));
    grid->setColumnStretch(1, 1);
    return grid;
}

}  // namespace

SettingsPage::SettingsPage(Context& context, QWidget* parent)
    : Page{parent}
    , m_context{context}
    , m_appearance{new widgets::ChoiceBox{this}}
    , m_language{new widgets::ChoiceBox{this}}
    , m_languageNote{new QLabel{tr("The language changes when the program is started again."), this}}
    , m_folder{new widgets::ValueEdit{this}}
    , m_start{new widgets::ChoiceBox{this}}
    , m_ends{new QCheckBox{tr("Tell the &desktop when a long run has ended while another window is in front"), this}}
{
    QVBoxLayout& column
        = makePageColumn(*this, tr("Settings"),
                         tr("How the program looks and speaks, and where it keeps things. What a run asks is on "
                            "the run's form."));
    column.addWidget(makeLook());
    column.addWidget(makeFolders());
    column.addWidget(makeStart());
    column.addWidget(makeEnds());
    column.addWidget(makeShortcuts());
    column.addWidget(makeRestore());
    column.addStretch();
    alignFields(*this);
    load();
}

QWidget* SettingsPage::makeLook()
{
    m_appearance->setObjectName(QStringLiteral("appearance"));
    m_appearance->addItems({tr("Same as the desktop"), tr("Light"), tr("Dark")});
    m_language->setObjectName(QStringLiteral("language"));
    m_language->addItem(tr("Same as the desktop"), QStringLiteral("system"));
    // Each in its own words.
    m_language->addItem(QStringLiteral("English"), QStringLiteral("en"));
    m_language->addItem(QStringLiteral("Français"), QStringLiteral("fr"));
    m_languageNote->setForegroundRole(QPalette::PlaceholderText);
    m_languageNote->setWordWrap(true);
    connect(m_appearance, &QComboBox::activated, this,
            [this](int index) { m_context.settings.setAppearance(static_cast<Appearance>(index)); });
    connect(m_language, &QComboBox::activated, this, [this] {
        m_context.settings.setLanguage(m_language->currentData().toString());
        m_languageNote->show();
    });
    m_languageNote->hide();
    auto* card = new PageCard{tr("Appearance"), this};
    auto* grid = makeGrid(*this);
    addRow(*grid, tr("&Theme"), *m_appearance);
    addRow(*grid, tr("&Language"), *m_language);
    grid->addWidget(m_languageNote, 2, 1);
    card->column().addLayout(grid);
    return card;
}

QWidget* SettingsPage::makeFolders()
{
    m_folder->setObjectName(QStringLiteral("results-folder"));
    m_folder->setAccessibleName(tr("Results folder"));
    auto* browse = new QPushButton{tr("Choose…"), this};
    connect(m_folder, &QLineEdit::editingFinished, this, [this] {
        if (m_folder->text().trimmed() != m_context.settings.resultsFolder())
            m_context.settings.setResultsDir(m_folder->text().trimmed());
        load();
    });
    connect(browse, &QPushButton::clicked, this, &SettingsPage::chooseFolder);
    browse->setObjectName(QStringLiteral("choose-folder"));
    m_folder->setToolTip(tr("Each run gets a folder of its own in here. Empty takes the folder of the user's data."));
    const QString path = m_context.endpoints.path();
    auto* endpoints = new widgets::ValueEdit{this};
    endpoints->setObjectName(QStringLiteral("endpoints-file"));
    endpoints->setAccessibleName(tr("File of the endpoints"));
    endpoints->setToolTip(tr("The command line reads the same file. It holds no keys."));
    endpoints->setReadOnly(true);
    endpoints->setText(path);
    auto* open = new QPushButton{tr("Open folder"), this};
    open->setObjectName(QStringLiteral("open-endpoints-folder"));
    connect(open, &QPushButton::clicked, this,
            [this, path] { m_context.dialogs.openFolder(QFileInfo{path}.absolutePath()); });
    auto* card = new PageCard{tr("Folders"), this};
    auto* grid = makeGrid(*this);
    addRow(*grid, tr("&Results"), *m_folder);
    grid->addWidget(browse, 0, 2);
    addRow(*grid, tr("&Endpoints"), *endpoints);
    grid->addWidget(open, 1, 2);
    card->column().addLayout(grid);
    return card;
}

QWidget* SettingsPage::makeStart()
{
    m_start->setObjectName(QStringLiteral("start-preset"));
    m_start->setToolTip(tr("What the form of a new window holds. Endpoint and results folder stay."));
    connect(m_start, &QComboBox::activated, this,
            [this] { m_context.settings.setStartPreset(m_start->currentData().toString()); });
    auto* card = new PageCard{tr("Defaults"), this};
    auto* grid = makeGrid(*this);
    addRow(*grid, tr("The form &starts with"), *m_start);
    card->column().addLayout(grid);
    return card;
}

QWidget* SettingsPage::makeEnds()
{
    m_ends->setObjectName(QStringLiteral("tell-ends"));
    m_ends->setToolTip(tr("Of a run of half a minute or more."));
    connect(m_ends, &QCheckBox::toggled, this, [this](bool tells) { m_context.settings.setTellsEnds(tells); });
    auto* card = new PageCard{tr("Messages"), this};
    card->column().addWidget(m_ends);
    return card;
}

QWidget* SettingsPage::makeShortcuts()
{
    auto* card = new PageCard{tr("Shortcuts"), this};
    card->column().addWidget(new ShortcutEditor{*m_context.actions, card});
    return card;
}

QWidget* SettingsPage::makeRestore()
{
    auto* card = new PageCard{tr("Restore defaults"), this};
    auto* what = new QLabel{tr("Saved endpoints and results are never touched."), card};
    what->setForegroundRole(QPalette::PlaceholderText);
    auto* layoutOnly = new QPushButton{tr("Restore the layout"), card};
    layoutOnly->setObjectName(QStringLiteral("restore-layout"));
    layoutOnly->setToolTip(tr("Window, columns and charts as they were at first."));
    auto* everything = new QPushButton{tr("Restore everything…"), card};
    everything->setObjectName(QStringLiteral("restore-everything"));
    everything->setToolTip(tr("Layout, form, presets, shortcuts and the settings of this page."));
    connect(layoutOnly, &QPushButton::clicked, this, [this] { emit restoreWanted(false); });
    connect(everything, &QPushButton::clicked, this, &SettingsPage::restoreEverything);
    auto* row = new QHBoxLayout;
    row->setSpacing(widgets::rhythm(*this, 1));
    row->addWidget(layoutOnly);
    row->addWidget(everything);
    row->addStretch();
    card->column().addWidget(what);
    card->column().addLayout(row);
    return card;
}

void SettingsPage::load()
{
    m_appearance->setCurrentIndex(static_cast<int>(m_context.settings.appearance()));
    m_language->setCurrentIndex(std::max(0, m_language->findData(m_context.settings.language())));
    m_folder->setText(m_context.settings.resultsFolder());
    m_ends->setChecked(m_context.settings.tellsEnds());
    m_start->clear();
    m_start->addItem(tr("The last values"), QString{});
    for (const Preset& preset : presets(m_context.settings))
        m_start->addItem(preset.name, preset.name);
    m_start->setCurrentIndex(std::max(0, m_start->findData(m_context.settings.startPreset())));
}

void SettingsPage::showEvent(QShowEvent* event)
{
    load();
    Page::showEvent(event);
}

void SettingsPage::chooseFolder()
{
    const QString folder = m_context.dialogs.chooseFolder(this, tr("Results folder"), m_folder->text());
    if (folder.isEmpty())
        return;
    m_context.settings.setResultsDir(folder);
    load();
}

void SettingsPage::restoreEverything()
{
    const Question question{tr("Restore everything?"),
                            tr("The form, your presets, shortcuts and settings go back to the defaults. This cannot be "
                               "undone."),
                            tr("Restore"), tr("Cancel")};
    if (m_context.dialogs.confirm(this, question))
        emit restoreWanted(true);
}

void SettingsPage::restoreValues() { load(); }

}  // namespace inferometer::ui

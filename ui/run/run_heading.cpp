// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/run_heading.h"

#include "core/store/run_name.h"
#include "ui/base/icons.h"
#include "ui/base/text.h"
#include "ui/run/end_text.h"
#include "ui/run/note_editor.h"
#include "ui/run/progress_text.h"
#include "ui/run/run_name.h"
#include "ui/run/run_name_edit.h"
#include "ui/run/verdict_text.h"
#include "widgets/elided_label.h"
#include "widgets/metrics.h"
#include "widgets/plain_text.h"
#include "widgets/word_button.h"

#include <QBoxLayout>
#include <QFileInfo>
#include <QToolButton>

#include <algorithm>

namespace inferometer::ui {

namespace {

constexpr qsizetype kMostOfATip = 1000;

// Whether there is a folder of its own to keep a name in.
bool stands(const FinishedRun* run) { return run && run->archive.empty() && !run->folder.empty(); }

QString absolutePath(const std::string& path) { return QFileInfo{toQt(path)}.absoluteFilePath(); }

bool isSameRun(const ShownRun& one, const ShownRun& other)
{
    const auto placeOf = [](const ShownRun& run) { return run.finished() ? run.finished()->place() : std::string{}; };
    return one.runId() == other.runId() && placeOf(one) == placeOf(other);
}

template <typename Part>
Part* named(const char* name, QWidget* parent)
{
    auto* part = new Part{parent};
    part->setObjectName(QString::fromLatin1(name));
    return part;
}

// What its line has left, at least so much, shown or not.
void takeTheRest(QBoxLayout& line, QWidget& widget, int least)
{
    QSizePolicy policy = widget.sizePolicy();
    policy.setHorizontalPolicy(QSizePolicy::Ignored);
    policy.setRetainSizeWhenHidden(true);
    widget.setSizePolicy(policy);
    widget.setMinimumWidth(least);
    line.addWidget(&widget, 1);
}

}  // namespace

RunHeading::RunHeading(QWidget* parent)
    : QWidget{parent}
    , m_title{new QHBoxLayout}
    , m_lines{new QBoxLayout{QBoxLayout::LeftToRight}}
    , m_name{named<RunNameEdit>("run-naming", this)}
    , m_verdict{named<widgets::WordButton>("run-verdict", this)}
    , m_folder{named<QToolButton>("run-folder", this)}
    , m_note{named<widgets::WordButton>("run-note", this)}
    , m_noteEditor{new NoteEditor{this}}
    , m_end{named<widgets::ElidedLabel>("run-end", this)}
    , m_done{named<widgets::ElidedLabel>("done", this)}
    , m_time{named<widgets::ElidedLabel>("time", this)}
    , m_facts{named<widgets::ElidedLabel>("run-facts", this)}
{
    fillTitle();
    fillFacts();
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(widgets::rhythm(*this, 0.5));
    layout->addLayout(m_title);
    layout->addLayout(m_lines);
    connectParts();
}

void RunHeading::fillTitle()
{
    m_verdict->setChip(true);
    m_verdict->setFont(widgets::scaledFont(font(), 0.9));
    m_verdict->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_folder->setIcon(icon("open"));
    m_folder->setAutoRaise(true);
    m_folder->setFocusPolicy(Qt::StrongFocus);
    m_folder->setAccessibleName(tr("Open the folder of the run"));
    m_note->setIcon(icon("note"));
    m_note->setIconSize(m_folder->iconSize());
    m_title->setSpacing(widgets::rhythm(*this, 1));
    m_title->addWidget(m_name);
    m_title->addWidget(m_verdict);
    m_title->addWidget(m_folder);
    takeTheRest(*m_title, *m_note, m_note->minimumSizeHint().width());
}

void RunHeading::addButton(QWidget& button) { m_title->addWidget(&button); }

void RunHeading::fillFacts()
{
    m_time->setRole(QPalette::PlaceholderText);
    m_facts->setRole(QPalette::PlaceholderText);
    auto* progress = new QHBoxLayout;
    progress->setSpacing(widgets::rhythm(*this, 1.5));
    for (widgets::ElidedLabel* label : {m_end, m_done, m_time})
        progress->addWidget(label);
    m_lines->addLayout(progress);
    takeTheRest(*m_lines, *m_facts, widgets::rhythm(*this, 6));
    layOutLines();
}

// Beside how it ended and how far it is the facts have room for the model at least, or a line of their own.
void RunHeading::layOutLines()
{
    int room = width();
    for (const widgets::ElidedLabel* label : {m_end, m_done, m_time})
        room -= label->isVisibleTo(this) ? label->sizeHint().width() + widgets::rhythm(*this, 1.5) : 0;
    const bool isNarrow = room < std::min(m_facts->sizeHint().width(), widgets::rhythm(*this, 22));
    m_lines->setDirection(isNarrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_lines->setSpacing(widgets::rhythm(*this, isNarrow ? 0.25 : 1.5));
}

void RunHeading::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    layOutLines();
}

void RunHeading::connectParts()
{
    connect(m_name, &RunNameEdit::kept, this, &RunHeading::nameWanted);
    connect(m_name, &RunNameEdit::refused, this, &RunHeading::refused);
    connect(m_noteEditor, &NoteEditor::kept, this, &RunHeading::noteWanted);
    connect(m_verdict, &QAbstractButton::clicked, this, &RunHeading::verdictWanted);
    connect(m_folder, &QAbstractButton::clicked, this, &RunHeading::folderWanted);
    connect(m_note, &QAbstractButton::clicked, this, &RunHeading::openNote);
}

void RunHeading::rename() { m_name->edit(); }

void RunHeading::display(const ShownRun& run)
{
    // What is being typed is about the one before.
    if (!isSameRun(run, m_run)) {
        m_name->giveUp();
        m_noteEditor->giveUp();
    }
    m_run = run;
    showName();
    showVerdict();
    showFolder();
    showNote();
    showProgress();
    showFacts();
    layOutLines();
}

void RunHeading::showName()
{
    const std::shared_ptr<const RunHeader> header = m_run.header();
    const FinishedRun* const run = m_run.finished();
    const QString own = header ? ownName(*header) : m_run.spec() ? ownName(*m_run.spec()) : tr("Run");
    m_name->setName(run ? runName(*run) : own, own);
    if (!run)
        m_name->setLocked(tr("A run can be named once it has ended."));
    else if (!stands(run))
        m_name->setLocked(tr("This run was read from an archive; unpack it to name the run."));
    else
        m_name->setLocked({});
}

void RunHeading::showVerdict()
{
    const Verdict& verdict = m_run.verdict();
    const QString level = verdictText(verdict.level);
    m_verdict->setWords(level);
    m_verdict->setTone(verdictTone(verdict.level));
    m_verdict->setToolTip(widgets::plainTip(verdictDetails(verdict)));
    m_verdict->setAccessibleName(tr("Verdict: %1; what it means for the figures").arg(level));
    // Of nothing there is no verdict.
    m_verdict->setVisible(verdict.level != VerdictLevel::Ok || (m_run.snapshot() && m_run.snapshot()->finished > 0));
}

void RunHeading::showFolder()
{
    const bool isThere = stands(m_run.finished());
    m_folder->setVisible(isThere);
    if (isThere)
        m_folder->setToolTip(widgets::plainTip(tr("Open %1").arg(absolutePath(m_run.finished()->folder))));
}

void RunHeading::showNote()
{
    const FinishedRun* const run = m_run.finished();
    const QString note = run ? toQt(run->label.note) : QString{};
    m_note->setVisible(stands(run) || !note.isEmpty());
    m_note->setWords(note.isEmpty() ? tr("Add a note") : note.section(QLatin1Char{'\n'}, 0, 0));
    m_note->setAccessibleName(note.isEmpty() ? tr("Add a note") : tr("Note: %1").arg(m_note->words()));
    const bool isLong = note.size() > kMostOfATip;
    m_note->setToolTip(widgets::plainTip(isLong ? note.left(kMostOfATip) + QChar{0x2026} : note));
}

void RunHeading::showProgress()
{
    const FinishedRun* const run = m_run.finished();
    m_end->setVisible(run != nullptr);
    m_time->setVisible(run == nullptr);
    if (run) {
        m_end->setText(endText(*run));
        m_end->setRole(widgets::toneRole(endTone(*run)));
    }
    m_done->setText(doneText(*m_run.snapshot()));
    m_time->setText(timeText(*m_run.snapshot()));
}

void RunHeading::showFacts()
{
    const FinishedRun* const run = m_run.finished();
    const std::shared_ptr<const RunHeader> header = m_run.header();
    QStringList facts;
    if (run)  // first: where there is no room for all, it is not what is left out
        facts << timeText(*run->snapshot);
    if (m_run.spec())
        facts << modelText(*m_run.spec(), header ? header->model : std::string{})
              << toQt(placeOf(m_run.spec()->target));
    if (header && startOf(*header).isValid())
        facts << whenText(startOf(*header));
    if (run && !run->archive.empty())
        facts << tr("read from %1").arg(absolutePath(run->archive));
    facts.removeAll(QString{});
    m_facts->setText(facts.join(QStringLiteral(" · ")));
}

void RunHeading::openNote()
{
    const FinishedRun& run = *m_run.finished();
    m_noteEditor->open(*m_note, toQt(run.label.note), stands(&run));
}

void RunHeading::showBusy(const QString& what)
{
    if (!m_run.snapshot()) {
        m_name->setName(tr("Next run"), {});
        m_name->setLocked(tr("A run can be named once it has ended."));
        for (QWidget* part : std::initializer_list<QWidget*>{m_verdict, m_folder, m_note})
            part->hide();
    }
    m_end->hide();
    m_done->setText(what);
    m_time->setText({});
}

void RunHeading::showSaving(const QString& what) { m_time->setText(what); }

}  // namespace inferometer::ui

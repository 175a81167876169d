// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/note_editor.h"

#include "core/store/run_label.h"
#include "ui/base/text.h"
#include "widgets/metrics.h"
#include "widgets/popover.h"
#include "widgets/value_edit.h"

#include <QApplication>
#include <QFocusEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace inferometer::ui {

NoteEditor::NoteEditor(QWidget* parent) : Card{parent}, m_edit{new QPlainTextEdit{this}}, m_hint{new QLabel{this}}
{
    setObjectName(QStringLiteral("note-editor"));
    m_edit->setObjectName(QStringLiteral("note-edit"));
    m_edit->setAccessibleName(tr("Note on the run"));
    m_edit->setTabChangesFocus(true);
    m_edit->viewport()->setAutoFillBackground(false);  // the style fills what is inside the border
    m_hint->setObjectName(QStringLiteral("note-hint"));
    m_hint->setWordWrap(true);
    m_hint->setFont(widgets::scaledFont(font(), 0.85));
    auto* layout = new QVBoxLayout{this};
    const int side = widgets::rhythm(*this, 1);
    layout->setContentsMargins(side, side, side, side);
    layout->setSpacing(side / 2);
    layout->addWidget(m_edit, 1);
    layout->addWidget(m_hint);
    hide();
}

void NoteEditor::open(QWidget& beside, const QString& note, bool canChange)
{
    m_note = note;
    m_beside = &beside;
    setParent(beside.window());
    m_edit->setPlainText(note);
    m_edit->setReadOnly(!canChange);
    m_edit->moveCursor(QTextCursor::End);
    widgets::setFieldState(*m_edit, widgets::FieldState::Fine);
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    m_hint->setText(canChange ? tr("Ctrl+Enter keeps it, Escape gives the old one back.")
                              : tr("This run was read from an archive; unpack it to change the note."));
    const QWidget& window = *beside.window();
    const int gap = 2 * widgets::rhythm(*this, 1);
    resize(std::min(widgets::rhythm(*this, 52), window.width() - gap),
           std::min(widgets::rhythm(*this, 22), window.height() - gap));
    move(widgets::placeBeside(beside, size()));
    show();
    raise();
    m_edit->setFocus();
    qApp->installEventFilter(this);
}

void NoteEditor::giveUp()
{
    if (!isHidden())
        leave();
}

void NoteEditor::leave()
{
    qApp->removeEventFilter(this);
    const bool hadFocus = m_edit->hasFocus();
    hide();
    if (hadFocus)
        m_beside->setFocus();
}

void NoteEditor::keep()
{
    if (isHidden())
        return;
    const QString note = m_edit->toPlainText().trimmed();
    if (const Status fits = checkRunLabel({{}, toStd(note)}); !fits) {
        widgets::setFieldState(*m_edit, widgets::FieldState::Invalid);
        m_hint->setForegroundRole(QPalette::BrightText);
        m_hint->setText(errorText(fits.error()));
        return;
    }
    leave();
    if (note != m_note)
        emit kept(note);
}

bool NoteEditor::takeKey(const QKeyEvent& key)
{
    const bool isEnter = key.key() == Qt::Key_Return || key.key() == Qt::Key_Enter;
    if (isEnter && key.modifiers().testFlag(Qt::ControlModifier))
        keep();
    else if (key.key() == Qt::Key_Escape)
        giveUp();
    else
        return false;
    return true;
}

// The window changed its size, or was clicked beside the note.
bool NoteEditor::isElsewhere(const QObject& watched, const QEvent& event) const
{
    const auto* widget = qobject_cast<const QWidget*>(&watched);
    if (!widget || widget->window() != window())
        return false;
    if (event.type() == QEvent::Resize)
        return widget == window();
    return event.type() == QEvent::MouseButtonPress && widget != this && !isAncestorOf(widget);
}

bool NoteEditor::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_edit && event->type() == QEvent::KeyPress)
        return takeKey(static_cast<QKeyEvent&>(*event));
    if (watched == m_edit && event->type() == QEvent::FocusOut) {
        const Qt::FocusReason reason = static_cast<QFocusEvent*>(event)->reason();
        // Its own menu, or another window in front.
        if (reason != Qt::PopupFocusReason && reason != Qt::ActiveWindowFocusReason)
            QMetaObject::invokeMethod(this, &NoteEditor::keep, Qt::QueuedConnection);
    } else if (isElsewhere(*watched, *event)) {
        keep();
    }
    return false;
}

}  // namespace inferometer::ui

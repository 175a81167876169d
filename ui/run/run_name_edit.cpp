// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/run_name_edit.h"

#include "core/store/run_label.h"
#include "ui/base/icons.h"
#include "ui/base/text.h"
#include "widgets/elided_label.h"
#include "widgets/metrics.h"
#include "widgets/value_edit.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMouseEvent>
#include <QToolButton>

namespace inferometer::ui {

RunNameEdit::RunNameEdit(QWidget* parent)
    : QWidget{parent}
    , m_label{new widgets::ElidedLabel{this}}
    , m_pencil{new QToolButton{this}}
    , m_edit{new QLineEdit{this}}
{
    m_label->setObjectName(QStringLiteral("run-name"));
    m_label->setFont(widgets::scaledFont(font(), 1.15, QFont::Bold));
    m_label->setElideMode(Qt::ElideMiddle);
    m_label->installEventFilter(this);
    m_pencil->setObjectName(QStringLiteral("run-rename"));
    m_pencil->setIcon(icon("edit"));
    m_pencil->setAutoRaise(true);
    m_pencil->setFocusPolicy(Qt::StrongFocus);
    m_pencil->setAccessibleName(tr("Rename the run"));
    connect(m_pencil, &QToolButton::clicked, this, &RunNameEdit::edit);
    m_edit->setObjectName(QStringLiteral("run-name-edit"));
    m_edit->setAccessibleName(tr("Name of the run"));
    m_edit->installEventFilter(this);
    m_edit->hide();
    connect(m_edit, &QLineEdit::editingFinished, this, &RunNameEdit::keep);
    connect(m_edit, &QLineEdit::textEdited, this,
            [this] { widgets::setFieldState(*m_edit, widgets::FieldState::Fine); });
    auto* layout = new QHBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(widgets::rhythm(*this, 0.5));
    layout->addWidget(m_label);
    layout->addWidget(m_pencil);
    layout->addWidget(m_edit);
    // As high as when it is typed in: nothing jumps.
    setMinimumHeight(m_edit->sizeHint().height());
    setLocked({});
}

QSize RunNameEdit::sizeHint() const
{
    const QSize size = QWidget::sizeHint();
    return isEditing() ? QSize{widgets::rhythm(*this, 50), size.height()} : size;
}

bool RunNameEdit::isEditing() const { return !m_edit->isHidden(); }

void RunNameEdit::setName(const QString& name, const QString& own)
{
    if (name == m_name && own == m_edit->placeholderText())
        return;
    m_name = name;
    m_label->setText(name);
    m_edit->setPlaceholderText(own);
    giveUp();
}

void RunNameEdit::setLocked(const QString& reason)
{
    if (reason == m_locked && !m_pencil->toolTip().isEmpty())
        return;
    m_locked = reason;
    m_pencil->setEnabled(reason.isEmpty());
    m_pencil->setToolTip(reason.isEmpty() ? tr("Rename the run; empty is its own name again.") : reason);
    m_label->setCursor(reason.isEmpty() ? Qt::IBeamCursor : Qt::ArrowCursor);
    if (!reason.isEmpty())
        giveUp();
}

void RunNameEdit::giveUp()
{
    if (isEditing())
        showEditing(false);
}

void RunNameEdit::edit()
{
    if (!m_locked.isEmpty()) {
        emit refused(m_locked);
        return;
    }
    if (isEditing())
        return;
    m_edit->setText(m_name);
    m_edit->selectAll();
    widgets::setFieldState(*m_edit, widgets::FieldState::Fine);
    showEditing(true);
    m_edit->setFocus();
}

void RunNameEdit::showEditing(bool isEditing)
{
    const bool hadFocus = m_edit->hasFocus();
    m_label->setHidden(isEditing);
    m_pencil->setHidden(isEditing);
    m_edit->setVisible(isEditing);
    if (hadFocus && !isEditing)
        m_pencil->setFocus();
    updateGeometry();
}

void RunNameEdit::keep()
{
    if (!isEditing())
        return;
    const QString typed = m_edit->text().trimmed();
    if (const Status fits = checkRunLabel({toStd(typed), {}}); !fits) {
        widgets::setFieldState(*m_edit, widgets::FieldState::Invalid);
        emit refused(errorText(fits.error()));
        return;
    }
    showEditing(false);
    if (typed != m_name)
        emit kept(typed == m_edit->placeholderText() ? QString{} : typed);
}

bool RunNameEdit::eventFilter(QObject* watched, QEvent* event)
{
    const bool isClick = watched == m_label && event->type() == QEvent::MouseButtonRelease
        && static_cast<QMouseEvent*>(event)->button() == Qt::LeftButton;
    if (isClick && m_locked.isEmpty())
        edit();
    const bool isKey = watched == m_edit && event->type() == QEvent::KeyPress;
    if (!isKey || static_cast<QKeyEvent*>(event)->key() != Qt::Key_Escape)
        return QWidget::eventFilter(watched, event);
    giveUp();
    return true;
}

}  // namespace inferometer::ui

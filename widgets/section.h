// SPDX-License-Identifier: GPL-3.0-or-later
// A heading that opens and closes what is under it, in place. Closed, it can say in one line what it holds.
#pragma once

#include <QPalette>
#include <QWidget>

class QAbstractButton;
class QToolButton;

namespace inferometer::widgets {

class ElidedLabel;

class Section : public QWidget
{
    Q_OBJECT

public:
    explicit Section(const QString& title, QWidget* parent = nullptr);

    // Takes ownership. Closed until setOpen().
    void setContent(QWidget* content);
    // Under the heading whether open or closed; next in the order of Tab. Takes ownership.
    void setHead(QWidget* head);
    // Shown while closed; empty for none.
    void setSummary(const QString& text, QPalette::ColorRole role = QPalette::PlaceholderText);
    bool isOpen() const;
    void setOpen(bool open);
    // What a click on opens and closes.
    QAbstractButton& header() const;

signals:
    void toggled(bool open);
    // By hand.
    void chosen();

protected:
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    void follow();

    QToolButton* m_header;
    ElidedLabel* m_summary;
    QWidget* m_content = nullptr;
};

}  // namespace inferometer::widgets

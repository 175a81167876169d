// SPDX-License-Identifier: GPL-3.0-or-later
// A heading that opens and closes what is under it, in place.
#pragma once

#include <QWidget>

class QToolButton;

namespace inferometer::widgets {

class Section : public QWidget
{
    Q_OBJECT

public:
    explicit Section(const QString& title, QWidget* parent = nullptr);

    // Takes ownership. Closed until setOpen().
    void setContent(QWidget* content);
    bool isOpen() const;
    void setOpen(bool open);

signals:
    void toggled(bool open);

private:
    QToolButton* m_header;
    QWidget* m_content = nullptr;
};

}  // namespace inferometer::widgets

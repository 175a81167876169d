// SPDX-License-Identifier: GPL-3.0-or-later
// An entry of a sidebar: icon and text, or the icon alone when compact.
#pragma once

#include <QAbstractButton>

namespace inferometer::widgets {

class NavButton : public QAbstractButton
{
    Q_OBJECT

public:
    NavButton(const QIcon& icon, const QString& text, QWidget* parent = nullptr);

    void setCompact(bool compact);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    bool m_compact = false;
};

}  // namespace inferometer::widgets

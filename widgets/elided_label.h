// SPDX-License-Identifier: GPL-3.0-or-later
// A line of text that is cut with an ellipsis where room ends; the tooltip then holds the whole.
#pragma once

#include <QWidget>

namespace inferometer::widgets {

class ElidedLabel : public QWidget
{
    Q_OBJECT

public:
    explicit ElidedLabel(QWidget* parent = nullptr);

    const QString& text() const { return m_text; }
    void setText(const QString& text);
    // Where text is cut; the middle suits paths. Right by default.
    void setElideMode(Qt::TextElideMode mode);
    // The palette role of the text; WindowText by default.
    QPalette::ColorRole role() const { return m_role; }
    void setRole(QPalette::ColorRole role);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_text;
    Qt::TextElideMode m_mode = Qt::ElideRight;
    QPalette::ColorRole m_role = QPalette::WindowText;
};

}  // namespace inferometer::widgets

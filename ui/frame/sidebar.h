// SPDX-License-Identifier: GPL-3.0-or-later
// The pages, in groups, at the left of the window; icons alone when the window is narrow. The menu stands above them,
// at the foot what belongs to the program itself and one line of state.
#pragma once

#include <QWidget>

#include <vector>

class QLabel;
class QMenu;
class QToolButton;
class QVBoxLayout;

namespace inferometer::widgets {
class ElidedLabel;
class NavButton;
}  // namespace inferometer::widgets

namespace inferometer::ui {

struct PageEntry;
class SidebarFoot;

class Sidebar : public QWidget
{
    Q_OBJECT

public:
    explicit Sidebar(QWidget* parent = nullptr);

    // Entries stand in the order they are added; the first is chosen.
    void add(const PageEntry& entry);
    void choose(int index);
    // Shows icons alone where a window of this width would be crowded, or has no room beside its pages. A window may
    // always be as narrow as icons allow: the full width is a wish.
    void fit(int windowWidth, int pageWidth);
    QSize sizeHint() const override;
    void setStatus(const QString& text);
    // Stands over the foot.
    void setActivity(SidebarFoot* activity);
    void setMenu(QMenu* menu);

signals:
    void chosen(int index);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void setCompact(bool compact);
    void addHeading(const QString& group);

    QVBoxLayout* m_entries;
    QVBoxLayout* m_foot;
    SidebarFoot* m_activity = nullptr;
    QToolButton* m_menu;
    QLabel* m_title;
    widgets::ElidedLabel* m_status;
    QString m_group;
    bool m_compact = false;
    std::vector<QLabel*> m_headings;
    std::vector<widgets::NavButton*> m_buttons;
};

}  // namespace inferometer::ui

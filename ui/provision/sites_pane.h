// SPDX-License-Identifier: GPL-3.0-or-later
// The named sites as a list with what can be done to them; the chosen one is in the editor beside it.
#pragma once

#include "ui/provision/saved_sites.h"

#include <QWidget>

#include <string>
#include <vector>

class QLabel;
class QListWidget;
class QPushButton;
class QToolButton;

namespace inferometer::widgets {
class NoticeBar;
}

namespace inferometer::ui {

class SiteEditor;

class SitesPane : public QWidget
{
    Q_OBJECT

public:
    // All three outlive it.
    SitesPane(SavedSites& sites, SiteEditor& editor, widgets::NoticeBar& notice, QWidget* parent = nullptr);

    void beginNew();
    // None is chosen any more. What was changed and not saved can be had back.
    void leave();
    bool isOpen() const { return m_isOpen; }

signals:
    // One is in the editor, which is to be in view; or none any more.
    void opened();
    void closed();
    // What those that make machines offer is to be in view.
    void offersWanted(const std::vector<inferometer::NamedSite>& sites);

private:
    void layOut();
    void fillList();
    void markChosen();
    void rowChosen(int row);
    void open(const std::string& name);
    void offerLost();
    void duplicate();
    void remove();
    void save();
    void discard();
    void tellError(const Error& error);
    void askOffers();

    SavedSites& m_sites;
    SiteEditor& m_editor;
    widgets::NoticeBar& m_notice;
    QListWidget* m_list;
    QLabel* m_empty;
    QToolButton* m_add;
    QToolButton* m_duplicate;
    QToolButton* m_remove;
    QPushButton* m_offers;
    bool m_isOpen = false;
};

}  // namespace inferometer::ui

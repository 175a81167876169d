// SPDX-License-Identifier: GPL-3.0-or-later
// The pages of the window, one in view: whole ones alone, columns beside the run that is looked at.
#pragma once

#include "ui/frame/pages.h"

#include <QStackedWidget>

#include <vector>

namespace inferometer::ui {

class RunDesk;

class PageStack : public QStackedWidget
{
    Q_OBJECT

public:
    PageStack(Context& context, QWidget* parent);

    // Those of pages(), in that order.
    const std::vector<Page*>& all() const { return m_pages; }
    RunDesk& desk() { return *m_desk; }

    Page& page(int index) const { return *m_pages.at(static_cast<std::size_t>(index)); }
    Page& atHand() const { return page(m_current); }
    // -1: none has it.
    static int find(const char* id);
    void show(int index);
    // Asks the page whose form is at hand first, then the others; the one that takes it, -1: none does.
    int grant(const Wishes& wishes);
    // Layout back to the defaults; values too, if the settings were forgotten.
    void restore(bool values);
    // The page at hand, or the first whose form can be filled.
    int withForm() const;
    // The page at hand where it stands beside the run in view, else the first that does and has no form.
    int besideRun() const;

private:
    RunDesk* m_desk;
    std::vector<Page*> m_pages;
    int m_current = 0;
};

}  // namespace inferometer::ui

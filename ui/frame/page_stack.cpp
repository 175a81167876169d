// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/page_stack.h"

#include "ui/endpoints/saved_endpoints.h"
#include "ui/provision/deployments_controller.h"
#include "ui/run/run_desk.h"

#include <algorithm>

namespace inferometer::ui {

namespace {

const PageEntry& entry(int index) { return pages()[static_cast<std::size_t>(index)]; }

}  // namespace

PageStack::PageStack(Context& context, QWidget* parent) : QStackedWidget{parent}, m_desk{new RunDesk{context, this}}
{
    addWidget(m_desk);
    context.deployments
        = new DeploymentsController{context.dataFolder, context.endpoints.secrets(), context.standing, this};
    for (const PageEntry& row : pages()) {
        Page* page = row.make(context, this);
        m_pages.push_back(page);
        if (row.place == PagePlace::Column)
            m_desk->addColumn(*page);
        else
            addWidget(page);
        connect(page, &Page::told, m_desk, &RunDesk::tell);
        connect(page, &Page::followWanted, m_desk, &RunDesk::follow);
    }
}

void PageStack::show(int index)
{
    m_current = index;
    const bool isColumn = entry(index).place == PagePlace::Column;
    if (isColumn)
        m_desk->showColumn(atHand());
    setCurrentWidget(isColumn ? static_cast<QWidget*>(m_desk) : &atHand());
}

int PageStack::find(const char* id)
{
    const auto all = pages();
    const auto found
        = std::find_if(all.begin(), all.end(), [id](const PageEntry& row) { return qstrcmp(row.id, id) == 0; });
    return found == all.end() ? -1 : static_cast<int>(found - all.begin());
}

void PageStack::restore(bool values)
{
    m_desk->restoreLayout();
    for (Page* page : m_pages) {
        page->restoreLayout();
        if (values)
            page->restoreValues();
    }
}

int PageStack::grant(const Wishes& wishes)
{
    const int first = withForm();
    if (page(first).grant(wishes))
        return first;
    const auto taker = std::find_if(m_pages.begin(), m_pages.end(), [&](Page* one) {
        return one != m_pages.at(static_cast<std::size_t>(first)) && one->grant(wishes);
    });
    return taker == m_pages.end() ? -1 : static_cast<int>(taker - m_pages.begin());
}

int PageStack::withForm() const
{
    if (atHand().form())
        return m_current;
    const auto found = std::find_if(m_pages.begin(), m_pages.end(), [](Page* page) { return page->form() != nullptr; });
    return found == m_pages.end() ? 0 : static_cast<int>(found - m_pages.begin());
}

int PageStack::besideRun() const
{
    if (entry(m_current).place == PagePlace::Column)
        return m_current;
    for (int i = 0; i < static_cast<int>(m_pages.size()); ++i)
        if (entry(i).place == PagePlace::Column && !m_pages[static_cast<std::size_t>(i)]->form())
            return i;
    return m_current;
}

}  // namespace inferometer::ui

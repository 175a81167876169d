// SPDX-License-Identifier: GPL-3.0-or-later
// The catalog of pages: each row is an entry of the sidebar. Only what works is listed.
//
// To add a page: a class derived from Page, a maker and a row in pages.cpp, an icon in resources/icons.
#pragma once

#include "ui/base/page.h"

#include <cstdint>
#include <span>

namespace inferometer::ui {

// A column stands beside the run in view, a whole page has the room alone.
enum class PagePlace : std::uint8_t { Column, Whole };

struct PageEntry
{
    const char* id;
    const char* label;  // context "pages"
    const char* group;  // null: at the foot of the sidebar
    const char* icon;   // file in resources/icons
    PagePlace place;
    Page* (*make)(Context& context, QWidget* parent);
};

// In the order of the sidebar.
std::span<const PageEntry> pages();

QString pageLabel(const PageEntry& entry);
QString pageGroup(const PageEntry& entry);

}  // namespace inferometer::ui

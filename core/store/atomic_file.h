// SPDX-License-Identifier: GPL-3.0-or-later
// A file that is there whole or not at all: written beside its place, synced, then renamed into it.
#pragma once

#include "core/base/fd.h"
#include "core/base/result.h"

#include <string>
#include <string_view>

namespace inferometer {

class AtomicFile
{
public:
    // An existing file of this path is replaced when, and only when, commit() succeeds. Nothing is
    // written through a link.
    explicit AtomicFile(std::string path);
    ~AtomicFile();
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;

    // Buffered; commit() says what went wrong.
    void write(std::string_view text);

    // Blocks: on the disk. Call once.
    Status commit();

private:
    void flush();

    std::string m_path;
    std::string m_partPath;
    Fd m_fd;
    std::string m_buffer;
    int m_error = 0;
};

// Makes sure that new names in a folder outlive a crash.
void syncFolder(const std::string& folder);

}  // namespace inferometer

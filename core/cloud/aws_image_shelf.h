// SPDX-License-Identifier: GPL-3.0-or-later
// Images of ours at AWS: made of machines, copied from region to region, and who may use them.
#pragma once

#include "core/cloud/aws_settings.h"
#include "core/cloud/cloud.h"

#include <optional>
#include <string>
#include <vector>

namespace inferometer {

// An item of DescribeImages, where it bears our tag and can be used or will be.
std::optional<SiteImage> ownImage(const XmlNode& item, const std::string& region);
void sortNewestFirst(std::vector<SiteImage>& images);
// Whether it is the number of an account.
bool isAwsAccount(std::string_view text);
// Whether an answer to DescribeImageAttribute lets all of them in.
bool letsIn(const XmlNode& answer, const ImageReaders& readers);

class AwsImageShelf : public ImageShelf
{
public:
    // Both outlive it.
    AwsImageShelf(AwsApi& api, const AwsSettings& settings) : m_api{api}, m_settings{settings} {}

    Result<std::vector<std::string>> regions(const std::stop_token& stop) override;
    Result<std::vector<SiteImage>> own(const std::stop_token& stop) override;
    Result<std::string> make(const std::string& name, const std::string& machine, const std::stop_token& stop) override;
    Result<std::string> copy(const std::string& name, const SiteImage& source, const std::stop_token& stop) override;
    Status share(const std::string& id, const ImageReaders& readers, const std::stop_token& stop) override;

private:
    std::vector<SiteImage> ownIn(const std::string& region, const std::stop_token& stop);

    AwsApi& m_api;
    const AwsSettings& m_settings;
};

}  // namespace inferometer

// SPDX-License-Identifier: GPL-3.0-or-later
// Which machines with GPUs a region of AWS has, and what they cost now. Prices are of Linux without licences, in USD.
#pragma once

#include "core/cloud/aws_settings.h"
#include "core/cloud/cloud.h"

#include <map>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

// By instance type, USD per hour.
using AwsPrices = std::map<std::string, double, std::less<>>;

// What GetProducts is asked for one type of the region, or for all with GPUs where `instance` is empty.
std::string productsQuery(std::string_view region, std::string_view instance, std::string_view page);
// Adds what one answer of GetProducts says, of each type the dearest; returns where the next page begins, or nothing.
std::string addProducts(std::string_view answer, AwsPrices& prices);

// An item of DescribeInstanceTypes; memory is counted as 1 GB for 1024 MiB, as cards are named by it.
Offer offerOf(const XmlNode& instanceType);

// What the settings ask for. NotFound, Unsupported: the region has none of it. A price that cannot be had is NaN.
Result<Offer> awsAsked(AwsApi& api, const AwsSettings& settings, const std::stop_token& stop);
Result<std::vector<Offer>> awsOffers(AwsApi& api, const AwsSettings& settings, const std::stop_token& stop);

}  // namespace inferometer

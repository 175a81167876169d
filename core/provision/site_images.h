// SPDX-License-Identifier: GPL-3.0-or-later
// Images of ours at a deployment's site, each made of a machine on which its engine was ready once: machines that are
// made of one have from their beginning what the engine needs and the model, and download neither.
//
// The ledger names an image before it is asked for, and calls it standing once machines can be made of it. Until then
// the deployment's end is its end too (Deployment::destroy()); from then on it is kept, and its snapshots bill.
#pragma once

#include "core/base/fd.h"
#include "core/cloud/provider.h"
#include "core/provision/deployment.h"
#include "core/provision/ledger.h"
#include "core/provision/site_machine.h"

#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

// "inferometer-vllm-2026-12-01-12-30-05-0198c2d4": by its engine and the moment, since the Unix epoch, and what nobody
// else has.
std::string newImageName(std::string_view engine, Nanos now);
// What its copy in another region is called.
std::string copyName(std::string_view image, std::string_view region);
// The image of that name or id, and its copies; empty: the newest in `home`. Of images that are there alone.
std::vector<SiteImage> imagesNamed(const std::vector<SiteImage>& all, std::string_view which, std::string_view home);
// Takes from who may log in whoever has that public key, and what this program keeps there; writes all to the disk.
std::string forgetUsScript(std::string_view publicKey);

// The settings by which an image is made: never of one of ours.
SiteSpec baseSite(SiteSpec site);

// Makes the image of that line by the call, and waits until machines can be made of it. What fails is left. Blocks.
Result<SiteImage> makeImage(const MachineWork& work, const Resource& line, const MakeCall& call,
                            const std::stop_token& stop = {});
// The same, or waits for one of that name that is there already, or being made. That one was perhaps published:
// whatever fails, it stays, and so does what the ledger says of it. What fails of one made by the call is ended.
// Blocks.
Result<SiteImage> makeOrFindImage(const MachineWork& work, Resource line, const MakeCall& call,
                                  const std::stop_token& stop = {});

// Among regions: each that there is.
inline constexpr std::string_view kAllRegions = "all";
// That one of these regions (kAllRegions too) could not be asked: of its images nobody knows.
std::optional<Error> unasked(const std::vector<SiteImage>& all, const std::vector<std::string>& wanted);

class SiteImages
{
public:
    // `folder` as Deployment::open() takes it. Unsupported: the site makes no images. Blocks.
    static Result<SiteImages> open(const DeploymentSpec& spec, const std::string& folder, DeploymentTools tools);

    // The site's own region.
    std::string home() const;
    Result<std::vector<std::string>> regions(const std::stop_token& stop = {});
    // All of ours in every region; one that cannot be asked says why. Blocks.
    Result<std::vector<SiteImage>> own(const std::stop_token& stop = {});
    // Makes one of the deployment's machine, whose engine was ready and is ended, and waits until machines can be made
    // of it: nobody logs in to that machine any more. What fails is left to Deployment::destroy(). Blocks.
    Result<SiteImage> build(const Deployment& deployment, const std::stop_token& stop = {});
    // The same of an image of the site's own region, into another, as makeOrFindImage(). What is stopped is left to
    // end(), where it hasBegun().
    Result<SiteImage> copy(const SiteImage& source, const std::string& region, const std::stop_token& stop = {});
    // Whether copy() asked for that one; no: it was there before.
    bool hasBegun(std::string_view name) const { return m_begun == name; }
    Status share(const SiteImage& image, const ImageReaders& readers, const std::stop_token& stop = {});
    // What bears that name, by the site or the ledger: an image or what is left of one; NotFound: nothing.
    Result<SiteImage> find(const std::string& name, const std::stop_token& stop = {});
    // Whether something of that name may be there that is not to be kept, by the ledger.
    bool isLeft(const std::string& name) const;
    // Ends the image and its snapshots, and sees them absent twice. Blocks: a quarter of an hour at most.
    Status end(const SiteImage& image, const std::stop_token& stop = {});

private:
    SiteImages(DeploymentSpec spec, std::string folder, Ledger ledger, DeploymentTools tools);

    Status lock();
    Result<std::unique_ptr<Cloud>> cloudIn(const std::string& region) const;

    DeploymentSpec m_spec;
    std::string m_folder;
    Ledger m_ledger;
    DeploymentTools m_tools;
    std::unique_ptr<Cloud> m_cloud;
    std::string m_begun;  // the copy that was asked for last
    Fd m_lock;
};

}  // namespace inferometer

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/storage/profile.h"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace zvt::data {

using IndustryByEntity = std::map<std::string, std::string, std::less<>>;
using TagsByEntity = std::map<std::string, std::vector<std::string>, std::less<>>;

/// The industry of each of these securities: name, by the first classification and its coarsest level that is stored
/// (industry_membership); the newest membership counts. Those without one are left out.
/// @param entities empty: all. @param until memberships that begin later are not known; nothing: all are.
/// Errors: storage.*.
[[nodiscard]] Result<IndustryByEntity> industriesOf(
    storage::Profile& profile, std::span<const std::string> entities = {}, std::optional<TradingDay> until = {});

/// Main, sub and active hidden tags of these securities (stock_tags) as they are set now, each once, in that order. The
/// table keeps no history. Those without tags are left out. Errors: storage.*, json.*.
[[nodiscard]] Result<TagsByEntity> tagsOf(storage::Profile& profile, std::span<const std::string> entities = {});

}

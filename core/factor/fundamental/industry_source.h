// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/column_source.h"

namespace zvt::data {
class MarketData;
}
namespace zvt::storage {
class Profile;
}

namespace zvt::factor {

/// The industry of a security as a number, for GROUPRANK, GROUPMEAN and NEUTRALIZE: `industry` of the coarsest level of
/// the profile's first classification by name, `industry2` of the level below. A code that is a number is that number,
/// any other one a number made of it, the same in every program run and never 0. Undefined before the first day of the
/// first membership (which counts from the end of its day, as reports do) and without one. Both outlive it.
/// Errors of read(): storage.*, calendar.*; factor.no_reports (column, table) for a profile without memberships.
[[nodiscard]] std::unique_ptr<ColumnSource> makeIndustrySource(data::MarketData& data, storage::Profile& profile);

/// The number of an industry's code.
[[nodiscard]] double industryNumber(std::string_view code);

}

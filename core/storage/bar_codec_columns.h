// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/storage/bar_codec_scratch.h"
#include "core/storage/column_coding_bytes.h"

/// The six value columns as sections of bytes, each predicted from those before it:
///   close     from the row before (a series) or from the smallest (a cross-section), what packs better
///   open      from the close before (a series) or its own close (a cross-section)
///   high, low from the upper and the lower end of open and close
///   volume    from the volume before, or from the smallest
///   turnover  from volume × mean price, the turnover before, or the smallest
/// The four prices share a scale. A section is: scale (close, volume, turnover), exceptions, prediction, blocks.
namespace zvt::storage {

enum class RowOrder {
  Series, ///< one row follows the other in time
  CrossSection, ///< rows of one time
};

/// In the order written: a column comes behind those that it needs.
constexpr std::array<market::BarColumn, market::kBarColumnCount> kSectionOrder = {market::BarColumn::Close,
    market::BarColumn::Open, market::BarColumn::High, market::BarColumn::Low, market::BarColumn::Volume,
    market::BarColumn::Turnover};

/// By kSectionOrder.
using SectionLengths = std::array<std::size_t, market::kBarColumnCount>;
using Sections = std::array<std::string_view, market::kBarColumnCount>;

/// Appends the sections to @p out. @p count ≥ 1; every pointer is set.
[[nodiscard]] SectionLengths putColumns(const std::array<const double*, market::kBarColumnCount>& values,
    std::size_t count, RowOrder order, CodecScratch::Room& room, std::string& out);
/// Decodes the wanted columns (not null) and what they need; see BarColumnsTarget.
[[nodiscard]] bool takeColumns(const Sections& sections, std::size_t count, RowOrder order,
    const std::array<double*, market::kBarColumnCount>& targets);

/// A column by itself, as an extra is.
void putColumn(const double* values, std::size_t count, CodecScratch::Room& room, std::string& out);
[[nodiscard]] bool takeColumn(std::string_view section, std::size_t count, double* values);

}

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/storage/bar_codec.h"

namespace zvt::storage {

/// Codec 2. A payload is: the number of rows; the number of extras; the length of each section (keys, kSectionOrder,
/// extras, each of these with its name before it); the sections.
class TickSections final : public BarCodec {
public:
  [[nodiscard]] int id() const override { return 2; }
  void encodeColumns(const BarColumnsSource& source, std::size_t begin, std::size_t end, CodecScratch& scratch,
      std::string& out) const override;
  [[nodiscard]] bool decodeColumns(
      std::string_view payload, std::size_t count, const BarColumnsTarget& target) const override;
  [[nodiscard]] bool extraNames(
      std::string_view payload, std::size_t count, std::vector<std::string_view>& names) const override;
};

}

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

/// Columns of numbers ↔ bytes, little-endian whatever the machine. Decoders take hostile input: they return false and
/// never read beyond it.
namespace zvt::storage {

/// The first key, then differences, as zigzag varints.
void encodeKeys(std::span<const std::int64_t> keys, std::string& out);
/// @p keys has as many elements as expected; false unless the bytes hold exactly that many, strictly increasing.
[[nodiscard]] bool decodeKeys(std::string_view bytes, std::span<std::int64_t> keys);

/// The smallest of: one value for all, decimals scaled to integers and coded as differences, the doubles as they are.
/// Bit-exact, NaN payloads and negative zero included.
void encodeDoubles(std::span<const double> values, std::string& out);
[[nodiscard]] bool decodeDoubles(std::string_view bytes, std::span<double> values);

/// Any integers (row ids, run numbers): differences in vertically packed blocks; equal neighbours cost next to nothing.
void encodeIntegers(std::span<const std::int64_t> values, std::string& out);
/// @p values has as many elements as expected; false unless the bytes hold exactly that many.
[[nodiscard]] bool decodeIntegers(std::string_view bytes, std::span<std::int64_t> values);

/// A length as four bytes.
void putLength(std::size_t length, std::string& out);
/// Takes a length and that many bytes off the front of @p bytes.
[[nodiscard]] bool takeSection(std::string_view& bytes, std::string_view& section);

}

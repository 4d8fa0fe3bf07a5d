// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace zvt::tests {

/// Whether this build runs under the address sanitizer, many times slower: long repetitions are cut there. The ordinary
/// build has all of them.
#if defined(__SANITIZE_ADDRESS__)
inline constexpr bool kSanitized = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
inline constexpr bool kSanitized = true;
#else
inline constexpr bool kSanitized = false;
#endif
#else
inline constexpr bool kSanitized = false;
#endif

}

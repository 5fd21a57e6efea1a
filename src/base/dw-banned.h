// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

/* Calls that have no place in this program fail to compile. This header is included by force in every C file
 * (see meson.build). System headers come first, so that their own declarations stay intact.
 *
 * Time: only dw-clock.c reads the machine's clocks (it defines DW_MAY_READ_CLOCK); tests own the clock. */
#pragma once

#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#if defined(__GNUC__)
#pragma GCC poison strcpy strcat strncat sprintf vsprintf strtok gmtime localtime ctime asctime atoi atol atof
#ifndef DW_MAY_READ_CLOCK
#pragma GCC poison g_get_real_time g_get_monotonic_time g_date_time_new_now_utc g_date_time_new_now_local
#endif
#endif

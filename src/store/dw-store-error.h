// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  DW_STORE_ERROR_FAILED,  /* database or disk: tell, raise a station fault */
  DW_STORE_ERROR_LOCKED,  /* another program holds the folder */
  DW_STORE_ERROR_TOO_NEW, /* written by a newer version: refuse */
  DW_STORE_ERROR_DAMAGED, /* integrity check failed or audit chain broken */
  DW_STORE_ERROR_NOT_FOUND,
} DwStoreError;
#define DW_STORE_ERROR (dw_store_error_quark ())
GQuark dw_store_error_quark (void);

G_END_DECLS

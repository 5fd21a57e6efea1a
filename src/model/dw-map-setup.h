// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Where the pictures of the map come from, as the organisation has chosen. Plain; what belongs to another source than the chosen one is kept, so that one can change back. */
typedef enum {
  DW_MAP_BUILT_IN,
  DW_MAP_FILE, /* MBTiles */
  DW_MAP_ADDRESS,
  DW_MAP_TIANDITU_VECTOR,
  DW_MAP_TIANDITU_IMAGERY,
  DW_MAP_OPENSTREETMAP,
  DW_N_MAP_SOURCES,
} DwMapSource;

/* Texts are never NULL. */
typedef struct
{
  DwMapSource source;
  char *path;          /* of the file */
  char *address;       /* dw-map-template.h */
  char *attribution;   /* of file or address; "" = what the file says */
  char *review_number; /* 审图号 of the map as it is published, "" = none */
  char *key;           /* of Tianditu ("tk", for programs, not for browsers) */
  gboolean gcj02;      /* file or address: its pictures are in GCJ-02 */
} DwMapSetup;

DwMapSetup *dw_map_setup_new (void); /* the built-in map */
DwMapSetup *dw_map_setup_copy (const DwMapSetup *self);
void dw_map_setup_free (DwMapSetup *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwMapSetup, dw_map_setup_free)

/* "built-in", "file", … for files and protocols; the title is translated. */
const char *dw_map_source_word (DwMapSource source);
gboolean dw_map_source_from_word (const char *word, DwMapSource *source);
const char *dw_map_source_title (DwMapSource source);

/* All that can be said without opening anything. Errors: G_IO_ERROR_INVALID_ARGUMENT saying what is wrong. */
gboolean dw_map_setup_check (const DwMapSetup *self, GError **error);
/* Templates of the layers, the lowest first; NULL-terminated, empty when nothing comes from the network. */
char **dw_map_setup_list_templates (const DwMapSetup *self);
int dw_map_setup_get_max_zoom (const DwMapSetup *self);
/* TRUE: points must be given in GCJ-02 to lie true. */
gboolean dw_map_setup_is_shifted (const DwMapSetup *self);
/* What must be shown with the map: provider and review number. file_attribution: what the file says, may be NULL. "" = nothing. */
char *dw_map_setup_make_credit (const DwMapSetup *self, const char *file_attribution);

G_END_DECLS

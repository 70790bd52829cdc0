using System.Runtime.InteropServices;

namespace InspectionHub.Web.Reports.Pdf.Fonts;

/// <summary>The part of libHarfBuzzSharp that the managed package leaves out: hb_subset_* and the sets and maps it speaks in.</summary>
internal static partial class HarfBuzzSubset
{
    private const string Library = "libHarfBuzzSharp";

    /// <summary>hb_subset_flags_t: no hinting, no closure over layout features.</summary>
    public const uint NoHinting = 0x1;
    public const uint NoLayoutClosure = 0x200;

    /// <summary>hb_subset_sets_t.</summary>
    public const int DropTables = 3;

    public const uint NotMapped = uint.MaxValue;

    [LibraryImport(Library, EntryPoint = "hb_subset_preprocess")]
    public static partial nint Preprocess(nint face);

    [LibraryImport(Library, EntryPoint = "hb_subset_input_create_or_fail")]
    public static partial nint CreateInput();

    [LibraryImport(Library, EntryPoint = "hb_subset_input_destroy")]
    public static partial void DestroyInput(nint input);

    [LibraryImport(Library, EntryPoint = "hb_subset_input_set_flags")]
    public static partial void SetFlags(nint input, uint flags);

    [LibraryImport(Library, EntryPoint = "hb_subset_input_glyph_set")]
    public static partial nint GlyphSet(nint input);

    [LibraryImport(Library, EntryPoint = "hb_subset_input_set")]
    public static partial nint InputSet(nint input, int which);

    [LibraryImport(Library, EntryPoint = "hb_set_add")]
    public static partial void Add(nint set, uint value);

    [LibraryImport(Library, EntryPoint = "hb_subset_plan_create_or_fail")]
    public static partial nint CreatePlan(nint face, nint input);

    [LibraryImport(Library, EntryPoint = "hb_subset_plan_execute_or_fail")]
    public static partial nint ExecutePlan(nint plan);

    [LibraryImport(Library, EntryPoint = "hb_subset_plan_old_to_new_glyph_mapping")]
    public static partial nint OldToNew(nint plan);

    [LibraryImport(Library, EntryPoint = "hb_subset_plan_destroy")]
    public static partial void DestroyPlan(nint plan);

    [LibraryImport(Library, EntryPoint = "hb_map_get")]
    public static partial uint Get(nint map, uint key);

    [LibraryImport(Library, EntryPoint = "hb_face_reference_table")]
    private static partial nint ReferenceTable(nint face, uint tag);

    [LibraryImport(Library, EntryPoint = "hb_face_reference_blob")]
    private static partial nint ReferenceBlob(nint face);

    [LibraryImport(Library, EntryPoint = "hb_face_destroy")]
    public static partial void DestroyFace(nint face);

    [LibraryImport(Library, EntryPoint = "hb_blob_get_data")]
    private static partial nint BlobData(nint blob, out uint length);

    [LibraryImport(Library, EntryPoint = "hb_blob_destroy")]
    private static partial void DestroyBlob(nint blob);

    public static uint Tag(string name) => (uint)((name[0] << 24) | (name[1] << 16) | (name[2] << 8) | name[3]);

    /// <summary>The bytes of one table, empty if the face has none.</summary>
    public static byte[] Table(nint face, string tag) => Bytes(ReferenceTable(face, Tag(tag)));

    /// <summary>The whole font file of a face made by the subsetter.</summary>
    public static byte[] File(nint face) => Bytes(ReferenceBlob(face));

    private static byte[] Bytes(nint blob)
    {
        try
        {
            var data = BlobData(blob, out var length);
            var bytes = new byte[length];
            if (length > 0)
                Marshal.Copy(data, bytes, 0, (int)length);
            return bytes;
        }
        finally
        {
            DestroyBlob(blob);
        }
    }
}

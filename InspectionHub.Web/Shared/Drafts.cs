using Microsoft.JSInterop;

namespace InspectionHub.Web.Shared;

/// <summary>The page's word to the browser (wwwroot/drafts.js) that what was typed has been saved and need not be offered again.</summary>
public static class Drafts
{
    /// <summary>Every box of this page whose data-keep is one of these names, or begins with one and a hyphen. Nothing waits for it: a browser that never hears it offers the text once more.</summary>
    public static async void Saved(this IJSRuntime scripts, params string[] names)
    {
        try
        {
            await scripts.InvokeVoidAsync("drafts.saved", [names]);
        }
        catch (Exception reason) when (reason is JSException or JSDisconnectedException or OperationCanceledException or InvalidOperationException)
        {
            // The page is gone, or its script is.
        }
    }
}
